"""存量导入 against its floor: the same rows by bulk_create into the same tables, and the index built of them, in the same
run. On the embedded database, or the one of DATABASE_URL."""

from __future__ import annotations

import argparse
import io
import time
from collections.abc import Callable
from datetime import UTC, datetime
from random import Random

from django.core.management import call_command
from django.db import transaction
from xlsxwriter import Workbook

from bench.scratch import FOLDER  # isort: skip
from bench.invented import HOW, WHAT, WHEN, WHO, WHY
from gongkai.approvals.deciding import Verdict, decide
from gongkai.catalogue.content import digest
from gongkai.catalogue.existing_batches import Sent, edition_of, hand_in, passed, rows_of, take_in
from gongkai.catalogue.existing_rows import OldRow
from gongkai.catalogue.finding import document
from gongkai.catalogue.importing import write
from gongkai.catalogue.models import Batch, Edition, Hand, Item, Manifest, Release
from gongkai.organisations.models import Person, Post
from gongkai.search import actions as search
from tests.people import County, a_county, staff_of

AT = datetime(2026, 3, 2, 4, tzinfo=UTC)
MOST = 3.0
HEADS = ("名称", "文号", "索引号", "成文日期", "原发布日期", "体裁", "正文")


def _workbook(name: str, count: int) -> bytes:
    out = io.BytesIO()
    book = Workbook(out, {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADS)
    for at in range(1, count + 1):
        day = f"20{10 + at % 15}-0{1 + at % 9}-1{at % 9}"
        number = f"{name}/{at:06}"
        row = (f"关于{name}第{at}项工作的通知", f"柳府发〔2019〕{at}号", number, day, day, "通知", _text(at))
        sheet.write_row(at, 0, row)
    book.close()
    return out.getvalue()


def _text(seed: int) -> str:
    """Some six hundred characters."""
    chance = Random(seed)
    told = (
        f"{chance.choice(WHEN)}，{chance.choice(WHO)}把{chance.choice(WHAT)}{chance.choice(HOW)}，{chance.choice(WHY)}。"
        for _ in range(22)
    )
    return "\n".join(told)


def _decided(cast: County, staff: dict[Post, Person], name: str, count: int) -> Batch:
    sent = Sent(io.BytesIO(_workbook(name, count)), f"{name}.xlsx")
    batch = take_in(cast.township, sent=sent, by=cast.clerk, at=AT)
    matter = hand_in(batch, by=cast.clerk, at=AT)
    for step in matter.steps.order_by("order", "pk"):
        decide(step, Verdict("approve", matter.digest), by=staff[Post(step.post)], at=AT)
    batch.refresh_from_db()
    return batch


@transaction.atomic
def _floor(batch: Batch, rows: list[OldRow], editions: list[Edition]) -> None:
    """The same rows, nothing else: items, editions, hands, releases, and the index of them."""
    matter = passed(batch)
    assert matter is not None
    about = {"decided_by": batch.by, "decided_on": AT.date(), "reason": matter.title}
    batch.manifest = Manifest.objects.create(digest=batch.digest, count=len(rows), **about)
    batch.save(update_fields=["manifest"])
    items = Item.objects.bulk_create(
        (
            Item(body=batch.body, index_number=row.texts["index_number"], author=batch.by, begun_on=AT.date())
            for row in rows
        ),
        batch_size=500,
    )
    for item, edition in zip(items, editions, strict=True):
        edition.item, edition.made_at, edition.frozen = item, AT, True
    Edition.objects.bulk_create(editions, batch_size=500)
    Hand.objects.bulk_create((Hand(edition=one, person=batch.by) for one in editions), batch_size=500)
    Release.objects.bulk_create(
        (
            Release(
                edition=one, digest=one.digest, channel="portal", by=batch.by, at=AT, manifest=batch.manifest
            )
            for one in editions
        ),
        batch_size=500,
    )
    for edition in editions:
        edition._prefetched_objects_cache = {"enclosures": []}  # type: ignore[attr-defined]
    search.put(document(edition, AT.date()) for edition in editions)


def _prepared(batch: Batch) -> tuple[list[OldRow], list[Edition]]:
    rows = rows_of(batch, AT.date())
    editions = [edition_of(batch, row) for row in rows]
    for edition in editions:
        edition.digest = digest(edition, [])
    return rows, editions


def _seconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    call_command("migrate", "--run-syncdb", verbosity=0)
    cast = a_county()
    staff = staff_of(cast.township)
    floors, imports = [], []
    for number in range(options.rounds):
        bare = _decided(cast, staff, f"地{number}", options.rows)
        rows, editions = _prepared(bare)
        floors.append(_seconds(lambda: _floor(bare, rows, editions)))  # noqa: B023  # carried out at once
        whole = _decided(cast, staff, f"导{number}", options.rows)
        imports.append(_seconds(lambda: write(whole, by=cast.clerk, at=AT)))  # noqa: B023
    ratio = min(imports) / min(floors)
    print(
        f"{options.rows} 行：导入 {min(imports):.2f} 秒，bulk_create 和建索引 {min(floors):.2f} 秒，比值 {ratio:.2f}"
        f"（不超过 {MOST:.0f}）"
    )
    FOLDER.cleanup()
    assert ratio <= MOST


if __name__ == "__main__":
    main()
