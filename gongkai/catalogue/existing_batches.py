"""存量: a workbook of old items taken in, every row accounted for, and handed in as one content for one decision."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import IO, Final

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.timezone import localdate

from gongkai.approvals import actions as approvals
from gongkai.approvals.digest import Content, digest_of
from gongkai.approvals.models import Matter, State
from gongkai.approvals.queries import latest
from gongkai.catalogue.content import digest
from gongkai.catalogue.existing_rows import NoList, OldRow, held, rows
from gongkai.catalogue.models import Attribute, Batch, BatchLine, Edition, Enclosure, Item
from gongkai.catalogue.text import clean
from gongkai.files.admission import NotAdmitted, Stream, admit
from gongkai.files.archives import Archive
from gongkai.files.limits import limits
from gongkai.files.models import StoredFile
from gongkai.files.refusals import Unfit
from gongkai.files.spooling import spooled
from gongkai.files.store import give
from gongkai.organisations.access import scope
from gongkai.organisations.models import Body, Person
from gongkai.organisations.noting import note
from gongkai.organisations.refusal import Refused
from gongkai.paper.workbook import NoWorkbook

CHAIN: Final = "existing"
ALREADY: Final = "这条信息已经公开，内容一字不差"
WORKBOOKS: Final = ("xlsx", "xls", "et")


@dataclass(frozen=True)
class File:
    """An enclosure that came in the zip."""

    name: str
    digest: str
    kind: str
    size: int


@dataclass(frozen=True)
class Sent:
    """What is handed over: the workbook with its name, and the zip of enclosures where there is one."""

    workbook: Stream
    name: str
    package: Stream | None = None
    package_name: str = ""


def take_in(body: Body, *, sent: Sent, by: Person, at: datetime) -> Batch:
    """Keep a workbook of old items of a body and say of every row what it will become or why not. Nothing is published.

    NotAdmitted: a file that may not come in. Refused: no list in it, a list without rows, a zip with files that may not
    come in or of the same name."""
    on = localdate(at)
    workbook = admit(sent.workbook, sent.name, on=on, only=WORKBOOKS)
    package = admit(sent.package, sent.package_name, on=on, only=("zip",)) if sent.package else None
    files = list(_unpacked(package.digest, on)) if package else []
    about = Batch(
        body=body,
        name=workbook.name[:255],
        workbook=StoredFile.objects.get(digest=workbook.digest),
        package=StoredFile.objects.get(digest=package.digest) if package else None,
        files=[[one.name, one.digest, one.kind, one.size] for one in files],
        by=by,
        at=at,
    )
    found = rows_of(about, on)
    if not found:
        raise Refused("清单里没有数据。")
    digests = {
        row.row: digest(edition_of(about, row), enclosures_of(about, row)) for row in found if not row.fault
    }
    there = _public(body)
    known = [row if digests.get(row.row) not in there else replace(row, fault=ALREADY) for row in found]
    return _kept(about, known, {number: one for number, one in digests.items() if one not in there}, on)


def _public(body: Body) -> set[str]:
    """The digests of what is public of a body."""
    live = Edition.objects.filter(item__body=body, item__live=F("pk"))
    return set(live.values_list("digest", flat=True))


@transaction.atomic
def _kept(batch: Batch, found: Sequence[OldRow], digests: Mapping[int, str], on: date) -> Batch:
    batch.digest = digest_of(content_of(batch, [row for row in found if not row.fault], digests))
    batch.save()
    BatchLine.objects.bulk_create(
        (
            BatchLine(
                batch=batch, row=row.row, title=row.title, digest=digests.get(row.row, ""), fault=row.fault
            )
            for row in found
        ),
        batch_size=1000,
    )
    after = {"digest": batch.digest, "good": len(digests), "rows": len(found)}
    note("catalogue.take_in_batch", batch, body=batch.body, by=batch.by, on=on, after=after)
    return batch


def _unpacked(package: str, on: date) -> Iterator[File]:
    """The files of the zip, each taken in; the name without folders, once."""
    names: set[str] = set()
    with spooled(package) as opened:
        try:
            archive = Archive(opened, most=limits().parts, total=limits().archive)
            archive.prove(ratio=limits().ratio, most=limits().file)
            for entry in archive.entries:
                name = entry.name.replace("\\", "/").rpartition("/")[2]
                if not name or entry.is_left_by_system:
                    continue
                if name in names:
                    raise Refused(f"压缩包里有两个文件都叫“{name}”，请改名后再上传。")
                names.add(name)
                with tempfile.TemporaryFile() as file:
                    _copied(archive.pieces(entry, ratio=limits().ratio), file)
                    kept = admit(file, name, on=on)
                yield File(name, kept.digest, kept.kind, kept.size)
        except (Unfit, NotAdmitted) as fault:
            raise Refused(f"附件压缩包不能接收：{fault}") from fault


def _copied(pieces: Iterator[bytes], file: IO[bytes]) -> None:
    for piece in pieces:
        file.write(piece)
    file.seek(0)


def rows_of(batch: Batch, on: date) -> list[OldRow]:
    """The rows of a batch as its workbook says them, held against its files and the index numbers there are."""
    try:
        found = rows(give(batch.workbook.digest))
    except (NoList, NoWorkbook) as fault:
        raise Refused(str(fault)) from fault
    numbers = [row.texts["index_number"] for row in found if row.texts.get("index_number")]
    taken = set(Item.objects.filter(index_number__in=numbers).values_list("index_number", flat=True))
    names = {name for name, *_ in batch.files}
    return list(held(found, names=names, taken=taken, today=on))


def edition_of(batch: Batch, row: OldRow) -> Edition:
    """The edition that a good row makes, not stored."""
    assert row.formed_on is not None
    item = Item(body=batch.body, attribute=Attribute.OPEN)
    texts = {name: value for name, value in row.texts.items() if name != "index_number"}
    return Edition(
        item=item,
        number=1,
        title=row.title,
        text=clean(row.text),
        formed_on=row.formed_on,
        author=batch.by,
        **texts,
    )


def enclosures_of(batch: Batch, row: OldRow) -> list[Enclosure]:
    """The enclosures that a row names, in its order, not stored."""
    files = {name: (digest, kind, size) for name, digest, kind, size in batch.files}
    return [
        Enclosure(
            order=place, name=name[:255], digest=files[name][0], kind=files[name][1], size=files[name][2]
        )
        for place, name in enumerate(row.files, 1)
    ]


def content_of(batch: Batch, good: Sequence[OldRow], digests: Mapping[int, str]) -> Content:
    """What is decided about: a line for each row, with its days, numbers and the digest of its edition; the files."""
    lines = [
        f"第 {row.row} 行　{row.title}　文号：{row.texts.get('document_number', '')}　索引号：{row.texts.get('index_number', '')}"
        f"　成文：{row.formed_on}　原发布：{row.published_on}　摘要值：{digests[row.row]}"
        for row in good
    ]
    metadata: dict[str, object] = {"公开机关": batch.body.name, "条数": len(good)}
    files = [(batch.name, batch.workbook.digest)]
    files += [(f"{batch.name}的附件", batch.package.digest)] if batch.package else []
    return Content("\n".join(lines), metadata, tuple(files))


def subject(batch: Batch) -> str:
    """How decisions name a batch."""
    return f"catalogue.Batch:{batch.pk}"


@transaction.atomic
def hand_in(batch: Batch, *, by: Person, at: datetime) -> Matter:
    """Hand the good rows of a batch in for one decision; rows with faults stay out. From now on nothing of it can be
    changed. Refused: handed in before, no good row, a workbook or a catalogue that has changed since."""
    locked = (
        Batch.objects.select_for_update(of=("self",))
        .select_related("body", "workbook", "package")
        .get(pk=batch.pk)
    )
    if locked.handed_in_at is not None:
        raise Refused("这一批已经送审。")
    digests = dict(locked.lines.exclude(digest="").values_list("row", "digest"))
    if not digests:
        raise Refused("这一批没有一行可以导入，请更正后重新上传。")
    good = [row for row in rows_of(locked, localdate(at)) if row.row in digests]
    if len(good) != len(digests) or any(row.fault for row in good):
        raise Refused("上传以后平台里的条目有了变化，请重新上传这份清单。")
    content = content_of(locked, good, digests)
    if digest_of(content) != locked.digest:
        raise Refused("清单的内容与上传时不一致，请重新上传。")
    locked.handed_in_at = at
    locked.save(update_fields=["handed_in_at"])
    matter = approvals.Subject(
        subject(locked), CHAIN, locked.body, f"存量信息 {len(good)} 条：{locked.name}", [locked.by]
    )
    return approvals.begin(matter, content=content, by=by, at=at)


@transaction.atomic
def drop(batch: Batch, *, by: Person, on: date) -> None:
    """Take back a batch that was not handed in."""
    locked = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if locked.handed_in_at is not None:
        raise Refused("这一批已经送审，不能删除。")
    note("catalogue.drop_batch", locked, body=locked.body, by=by, on=on, after={"digest": locked.digest})
    locked.delete()


def passed(batch: Batch) -> Matter | None:
    """The matter that passed over exactly this batch; None while there is none."""
    found = Matter.objects.filter(
        subject=subject(batch), chain=CHAIN, digest=batch.digest, state=State.PASSED
    )
    return found.order_by("-pk").first()


def standing(batch: Batch) -> str:
    """Where a batch stands, in words."""
    if batch.manifest_id is not None:
        return "已导入"
    if batch.handed_in_at is None:
        return "待核对送审"
    if passed(batch):
        return "审签通过，待导入"
    matter = latest(subject(batch))
    return matter.get_state_display() if matter else "已送审"


def batches_within(person: Person, on: date) -> QuerySet[Batch]:
    """The batches of the bodies whose items a person may look at."""
    keys = scope(person, "items.look", on) | scope(person, "items.supervise", on)
    return Batch.objects.filter(body__in=keys).select_related("body", "by", "manifest")
