"""What many writers left behind, held against what they said: printed as JSON. Runs inside the installation."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from gongkai.catalogue.content import digest
from gongkai.catalogue.models import Edition, IndexSeries, Item
from gongkai.journal.models import Entry
from gongkai.search.models import Entry as Indexed
from tests.catalogue.pressing import SHARED


def look(folder: str) -> None:
    """Print what was found."""
    told = [
        line.split(" ", 2)
        for path in Path(folder).glob("*.told")
        for line in path.read_text("utf-8").splitlines()
    ]
    published = {int(parts[1]): parts[2] for parts in told if parts[0] == "published"}
    added = [parts[1] for parts in told if parts[0] == "added"]
    words = Counter(re.findall(r"<p>(\w+x)</p>", Edition.objects.get(title=SHARED).text))
    live = {
        item.pk: item for item in Item.objects.filter(live__isnull=False).select_related("live__item__body")
    }
    found = {
        "published": len(published),
        "added": len(added),
        "busy": sum(parts[0] == "busy" for parts in told),
        "failed": [" ".join(parts) for parts in told if parts[0] == "failed"],
        "lost": [word for word in added if words[word] != 1]
        + [word for key, word in published.items() if key not in live or live[key].live.title != word],  # type: ignore[union-attr]
        "twice": list(_twice(live, words)),
        "half": list(_half(live)),
    }
    print(json.dumps(found, ensure_ascii=False))


def _twice(live: dict[int, Item], words: Counter[str]) -> Iterator[str]:
    """Numbers and words that came twice, and numbers that were left out."""
    yield from (f"词 {word}" for word, count in words.items() if count > 1)
    serials = sorted(int(item.index_number.rpartition("-")[2]) for item in live.values())
    if serials != list(range(1, len(serials) + 1)):
        yield f"号 {serials}"
    last = IndexSeries.objects.get().last if live else 0
    if last != len(serials):
        yield f"序号用到 {last}，条目 {len(serials)}"


def _half(live: dict[int, Item]) -> Iterator[str]:
    """Items that are neither wholly old nor wholly new: with a part of what belongs to being public, or of a draft."""
    indexed = Counter(
        Indexed.objects.filter(kind="catalogue.item", public=True).values_list("key", flat=True)
    )
    noted = Counter(Entry.objects.filter(act="catalogue.publish").values_list("object", flat=True))
    for item in Item.objects.order_by("pk"):
        parts = (
            item.pk in live,
            bool(item.index_number),
            item.editions.filter(releases__channel="portal").exists(),
            indexed[str(item.pk)] == 1,
            noted[f"catalogue.Item:{item.pk}"] == 1,
        )
        if len(set(parts)) > 1:
            yield f"{item.pk} {parts}"
    for edition in Edition.objects.select_related("item__body"):
        if digest(edition) != edition.digest or not edition.hands.exists():
            yield f"版本 {edition.pk}"
    if stray := indexed.keys() - {str(key) for key in live}:
        yield f"索引 {sorted(stray)}"
