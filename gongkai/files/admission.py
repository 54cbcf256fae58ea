"""The one way in for files of others: looked at, scanned, kept, and written down, or refused in a sentence."""

from __future__ import annotations

import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import IO, Protocol

from django.conf import settings

from gongkai.files.arriving import drained_size
from gongkai.files.inspection.desk import NoInspector, inspected
from gongkai.files.kinds import kinds
from gongkai.files.limits import limits, megabytes
from gongkai.files.models import Scan, StoredFile
from gongkai.files.names import refuse_bad_name
from gongkai.files.refusals import Unfit
from gongkai.files.scanning import Verdict, scanned
from gongkai.files.shelves import Unreachable
from gongkai.files.store import keep_file

_AT_ONCE = 1048576


class Stream(Protocol):
    """What arrives: anything that is read piece by piece."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; none at the end."""


@dataclass(frozen=True)
class Admitted:
    """A file that was taken in: the digest it lies under, the name it came under, code of its kind, bytes, scan."""

    digest: str
    name: str
    kind: str
    size: int
    scan: Scan


class NotAdmitted(Exception):
    """Why a file is not taken in, as a sentence: what is wrong, where, what to do."""


def admit(
    stream: Stream, name: str, *, on: date, only: Collection[str] | None = None, most: int | None = None
) -> Admitted:
    """Take in a file: whole and durable, or NotAdmitted and nothing of it is kept.

    ``stream``: read from where it stands, in bounded memory. ``name``: as it was sent, without folders. ``on``: the day
    it is taken in. ``only``: codes of kinds that may come here (all of kinds.toml where it is not given). ``most``: bytes,
    where less may come here than limits.toml allows. The same bytes are kept once.
    """
    try:
        refuse_bad_name(name)
        with tempfile.TemporaryFile() as file:
            size = spooled_from(stream, file, min(most or limits().archive, limits().archive))
            kind = inspected(file, name)
            _refuse_elsewhere(kind, only)
            verdict = _scanned(file)
            digest = keep_file(file)
    except Unfit as fault:
        raise NotAdmitted(fault.says(name)) from fault
    except (NoInspector, Unreachable) as fault:
        raise NotAdmitted(str(fault)) from fault
    return _written_down(Admitted(digest, name, kind, size, verdict.scan), on)


def spooled_from(stream: Stream, file: IO[bytes], most: int) -> int:
    """Copy what arrives into a file, up to a limit; how many bytes there were. Unfit where there are more."""
    if drained_size(stream):
        whole = megabytes(limits().request)
        raise Unfit(f"太大：单个文件最多 {megabytes(most)}，一次上传总共最多 {whole}", "请分几次上传")
    size = 0
    while size <= most and (piece := stream.read(_AT_ONCE)):
        size += len(piece)
        file.write(piece)
    if size > most:
        raise Unfit(f"超过 {megabytes(most)}", "请拆分，或压缩其中的图片后再上传")
    file.flush()
    return size


def _refuse_elsewhere(kind: str, only: Collection[str] | None) -> None:
    if only is not None and kind not in only:
        wanted = "、".join(kinds()[code].says for code in kinds() if code in only)
        raise Unfit(f"是{kinds()[kind].says}", f"这里只接收{wanted}")


def _scanned(file: IO[bytes]) -> Verdict:
    verdict = scanned(file)
    if verdict.scan == Scan.FOUND:
        raise Unfit(f"带有病毒（{verdict.virus}）", "请用杀毒软件清理这台电脑，再从干净的原稿上传")
    if verdict.scan == Scan.PENDING and settings.CLAMD_REQUIRED:
        raise Unfit("没有经过病毒扫描（扫描程序没有应答）", "请稍后再上传，或与系统管理员联系")
    return verdict


def _written_down(admitted: Admitted, on: date) -> Admitted:
    """The row of the file; where the same bytes are known, with the better of the two scans."""
    about = {"size": admitted.size, "kind": admitted.kind, "scan": admitted.scan, "kept_on": on}
    known, new = StoredFile.objects.get_or_create(digest=admitted.digest, defaults=about)
    if not new and admitted.scan == Scan.CLEAN != known.scan:
        StoredFile.objects.filter(pk=known.pk).update(scan=Scan.CLEAN)
    return admitted
