"""Handing reports in, and what became of them. The same request under the same key is done once."""

from __future__ import annotations

import hashlib
from itertools import chain
from typing import IO, Annotated, NamedTuple, cast

from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import File, Header, Status
from ninja.files import UploadedFile

from gongkai.api.bearing import bearer
from gongkai.api.interface import INTERFACE
from gongkai.api.problems import Fault, Problem
from gongkai.api.shapes import HandedFile, HandedIn
from gongkai.api.shapes import State as Result
from gongkai.files.store import digest_of_file
from gongkai.organisations.models import ApiToken, KeptAnswer
from gongkai.organisations.tokens import answered, keep_answer
from gongkai.reports.models import State, Upload
from gongkai.reports.queries import upload_of_token
from gongkai.reports.unpacking import Handed, limits, papers_announced, papers_in
from gongkai.reports.uploads import hand_in

Key = Annotated[
    str | None,
    Header(alias="Idempotency-Key", min_length=1, max_length=128, pattern=r"^[!-~]+$", description="幂等键"),
]


class Asking(NamedTuple):
    """A request under a key of the program: who asks, the key ("" for none), a digest of what is asked."""

    token: ApiToken
    key: str
    request: str


@INTERFACE.does("reports.hand_in", "POST", "/reports", answers={202: HandedIn}, problems=(400, 409, 413, 415))
def hand_in_reports(
    request: HttpRequest,
    response: HttpResponse,
    files: File[list[UploadedFile]],
    key: Key = None,
) -> Status[HandedIn]:
    """报送年度报告。一个或几个文件，或者 zip 压缩包，放在 files 里；逐个检查后入库，稍后读取，结果在 link 所指的地址查。

    报告属于哪个机关、哪个年度，以报告自己写的为准；不在令牌所及机关之内的，待工作人员确定归属。一个文件都没有接收的，答复 422。"""
    asking = Asking(bearer(request), key or "", _digest(files))
    kept = _earlier(asking)
    made = _again(kept, response) if kept else _once(asking, _admitted(files), response)
    response["Location"] = made.link
    return Status(202, made)


@INTERFACE.does("reports.hand_in", "GET", "/uploads/{int:key}", answers={200: HandedIn})
def upload(request: HttpRequest, key: int) -> HandedIn:
    """报送的结果。限本令牌所属机关的程序报送的。"""
    found = upload_of_token(key, bearer(request))
    if found is None:
        raise Http404
    return _shown(found)


def _digest(files: list[UploadedFile]) -> str:
    """A digest of what was sent: the names and bytes of the files."""
    whole = hashlib.sha256()
    for file in files:
        whole.update(
            f"{file.name}\n{digest_of_file(cast(IO[bytes], file))}\n".encode("utf-8", "surrogatepass")
        )
    return whole.hexdigest()


def _once(asking: Asking, handed: list[Handed], response: HttpResponse) -> HandedIn:
    """Hand in and keep the answer, both or neither. Who asks the same at the same moment gets that answer too."""
    at = timezone.now()
    try:
        with transaction.atomic():
            made = _shown(hand_in(handed, by=asking.token.owner, at=at, token=asking.token))
            if asking.key:
                keep_answer(
                    asking.token,
                    key=asking.key,
                    request=asking.request,
                    status=202,
                    body=made.model_dump(mode="json"),
                    at=at,
                )
    except IntegrityError:
        if kept := _earlier(asking):
            return _again(kept, response)
        raise
    return made


def _earlier(asking: Asking) -> KeptAnswer | None:
    return answered(asking.token, asking.key, asking.request) if asking.key else None


def _again(kept: KeptAnswer, response: HttpResponse) -> HandedIn:
    response["Idempotent-Replayed"] = "true"
    return HandedIn.model_validate(kept.body)


def _admitted(files: list[UploadedFile]) -> list[Handed]:
    """The papers in what was sent; a Problem where there are too many or none is taken in."""
    number = sum(papers_announced(cast(IO[bytes], file), file.name or "") for file in files)
    if number > limits().files:
        raise Problem(
            422, f"这次有 {number} 个文件，一次最多 {limits().files} 个，都没有接收；请分几次报送。"
        )
    on = timezone.localdate()
    handed = list(chain.from_iterable(papers_in(file, file.name or "", on=on) for file in files))
    if all(one.refused for one in handed):
        raise Problem(422, "没有接收任何文件。", [Fault(where=one.name, says=one.refused) for one in handed])
    return handed


def _shown(found: Upload) -> HandedIn:
    files = [
        HandedFile(
            name=file.name,
            state=cast(Result, file.state),
            state_says=str(State(file.state).label),
            says=file.says,
            digest=file.digest,
            report=file.paper_id,
        )
        for file in found.files.all()
    ]
    link = reverse("get_upload", args=[found.pk])
    return HandedIn(key=found.pk, on=found.on, files=files, link=link)
