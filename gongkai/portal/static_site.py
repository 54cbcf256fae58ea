"""静态发布: the public pages as files that any web server gives out with the platform down. All at once, or, after each act
that changes a page, what that act touches."""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.urls import reverse

from gongkai.catalogue.models import NormativeDocument
from gongkai.journal.queries import heads, since
from gongkai.organisations.models import Body
from gongkai.portal import static_paths
from gongkai.portal.static_folder import Folder, Published, place_of
from gongkai.portal.static_render import Failed, rendered
from gongkai.reports.models import Correction
from gongkai.reports.queries import years_with_reports

Act = tuple[str, str, str]  # the chain it stands in, its code, what it is about
log = logging.getLogger(__name__)
SHEETS: Final = ("portal",)  # folders of static files that public pages use
EVERYTHING: Final = "everything"
AT_ONCE: Final = 2000  # acts behind which everything is made anew instead of one by one


@dataclass
class Done:
    """What came of publishing: files written, left as they were, taken away; addresses that failed."""

    written: int = 0
    same: int = 0
    dropped: int = 0
    failed: int = 0


def publish_all(root: Path, *, on: date, anew: bool = False) -> Done:
    """Make every public page and take away what is none any more. The files of reports, which take long, are made where
    they are missing, or all of them ``anew``."""
    folder, done = Folder(root), Done()
    with folder.opened() as known:
        told = heads()
        wanted = set(static_paths.everything(on))
        _write(folder, known, sorted(wanted), done)
        held = {path for path in static_paths.report_files() if not anew and place_of(path) in known.files}
        files_of_reports = set(static_paths.report_files())
        _write(folder, known, sorted(files_of_reports - held), done)
        places = {place_of(path) for path in wanted | files_of_reports}
        places |= _offline(folder, known, on, done) | _sheets(folder, known, done)
        done.dropped += folder.drop(known, (known.files.keys() | folder.there()) - places)
        known.heads = told if not done.failed else known.heads
    return done


def publish_touched(root: Path, *, on: date) -> Done:
    """Make the pages anew that acts since the last time touch; everything, the first time and after very many acts."""
    folder, done = Folder(root), Done()
    with folder.opened() as known:
        told, before = heads(), known.heads
        acts = list(since(before, AT_ONCE)) if before else []
        if (
            before
            and len(acts) < AT_ONCE
            and not any(_families().get(act) == EVERYTHING for _, act, _ in acts)
        ):
            _follow(folder, known, acts, on, done)
            known.heads = told if not done.failed else before
            return done
    return publish_all(root, on=on)


def _follow(folder: Folder, known: Published, acts: Sequence[Act], on: date, done: Done) -> None:
    """First takes away what acts leave no place for, then makes anew what they touch."""
    paths = dict.fromkeys(path for act in acts for path in touched(*act, on))
    fronts = {front for act in acts for item in _items(*act) for front in static_paths.whole(item, on)}
    places = {place_of(path) for path in paths}
    for front in fronts:
        done.dropped += folder.drop(known, set(folder.under(known, front)) - places)
    _write(folder, known, paths, done)


def touched(chain: str, act: str, thing: str, on: date) -> Iterator[str]:
    """The addresses that an act about a thing touches; none for an act that changes no public page."""
    family, key = _families().get(act), _key(thing)
    for item in _items(chain, act, thing):
        yield from static_paths.around(item, on)
    if family == "body":
        yield from (reverse(name) for name in ("home", "standard"))
        yield from static_paths.body_pages(Body.objects.filter(code=chain), on)
    elif family == "report":
        yield from _report(chain, key, thing)


def _items(chain: str, act: str, thing: str) -> list[int]:
    """The items that an act is about: one, or that of a normative document, or none."""
    family, key = _families().get(act), _key(thing)
    if family == "document":
        return list(NormativeDocument.objects.filter(pk=key).values_list("item", flat=True))
    return [key] if family == "item" else []


def _key(thing: str) -> int:
    number = thing.rpartition(":")[2]
    return int(number) if number.isdecimal() else 0


def _report(chain: str, key: int, thing: str) -> Iterator[str]:
    if thing.startswith(Correction._meta.label):
        key = Correction.objects.filter(pk=key).values_list("paper", flat=True).first() or 0
    yield from static_paths.report(key)
    yield from (reverse(name) for name in ("reports", "home", "sitemap"))
    yield from (reverse("reports-year", args=[year]) for year in years_with_reports())
    for body in Body.objects.filter(code=chain):
        yield from (reverse(name, args=[body.pk]) for name in ("body-reports", "public-body", "series"))
        yield from (reverse(name, args=[body.pk]) for name in static_paths.SERIES_FILES)


@cache
def _families() -> Mapping[str, str]:
    """Act → the family of pages that it touches, from ``static_touches.toml``."""
    data = tomllib.loads(files("gongkai.portal").joinpath("static_touches.toml").read_text(encoding="utf-8"))
    return {act: touch["pages"] for touch in data["touch"] for act in touch["acts"]}


def _write(folder: Folder, known: Published, paths: Iterable[str], done: Done) -> None:
    for path in paths:
        try:
            found = rendered(path)
        except Failed as error:
            log.error("%s", error)
            done.failed += 1
            continue
        if found.there:
            written = folder.put(known, place_of(path), found.content)
            done.written += written
            done.same += not written
        else:
            done.dropped += folder.drop(known, [place_of(path)])


def _offline(folder: Folder, known: Published, on: date, done: Done) -> set[str]:
    """A page that says so in the place of what only the platform answers."""
    page = rendered(reverse("offline")).content
    places = {place_of(path) for path in static_paths.dynamic(on)}
    for place in places:
        done.written += folder.put(known, place, page)
    return places


def _sheets(folder: Folder, known: Published, done: Done) -> set[str]:
    """The style sheets and pictures of the public pages, under the names by which the pages call them."""
    places = set()
    for name in _static_names():
        place = place_of(staticfiles_storage.url(name))
        source = _static_file(place.removeprefix(settings.STATIC_URL.strip("/") + "/"))
        if source is not None:
            done.written += folder.put(known, place, source.read_bytes())
            places.add(place)
    return places


def _static_names() -> Iterator[str]:
    for finder in finders.get_finders():
        for name, _ in finder.list([]):
            if name.split("/")[0] in SHEETS:
                yield name


def _static_file(name: str) -> Path | None:
    collected = Path(settings.STATIC_ROOT) / name
    if collected.is_file():
        return collected
    found = finders.find(name)
    return Path(found) if isinstance(found, str) else None
