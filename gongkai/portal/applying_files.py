"""Files that come with a public form: each through the one way in, so many from one address, refused in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.timezone import localdate

from gongkai.files.admission import NotAdmitted, admit
from gongkai.portal.applying_draft import KeptFile
from gongkai.work.limits import TooOften, use

ACCEPTED: Final = ("pdf", "jpg", "png", "docx", "doc", "ofd")
LARGEST: Final = 20 * 1024 * 1024
MOST: Final = 10


def taken_in(
    request: HttpRequest, roles: Sequence[str], kept: Sequence[KeptFile], *, at: datetime
) -> tuple[list[KeptFile], list[str]]:
    """The files of a request under these names, taken in beside those that are kept already; and what is wrong with the
    others, as sentences."""
    files, wrong = list(kept), []
    for role in roles:
        for file in request.FILES.getlist(role):
            try:
                files.append(_admitted(file, role, files, request, at))
            except (NotAdmitted, TooOften) as refusal:
                wrong.append(str(refusal))
    return list({one.digest: one for one in files}.values()), wrong


def _admitted(
    file: UploadedFile[Any], role: str, files: Sequence[KeptFile], request: HttpRequest, at: datetime
) -> KeptFile:
    if len(files) >= MOST:
        raise NotAdmitted(f"附件最多 {MOST} 份，“{file.name}”没有收下。")
    use("applications.uploaded", request.META.get("REMOTE_ADDR", ""), at=at)
    admitted = admit(file, file.name or "", on=localdate(at), only=ACCEPTED, most=LARGEST)
    return KeptFile(admitted.digest, admitted.name, role)
