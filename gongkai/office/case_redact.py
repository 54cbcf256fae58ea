"""遮盖: papers of a case that go out in part. Boxes are drawn on pictures of the pages, with the pointer or by numbers, each
with its ground, and burnt in once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from gongkai.applications.models import Application, Redaction
from gongkai.applications.redacting import page as page_of
from gongkai.applications.redacting import redact, suspects, take_up
from gongkai.applications.sealing import Unreadable
from gongkai.files.admission import NotAdmitted, admit
from gongkai.files.store import Damaged, give
from gongkai.office.carrying_out import carried_out
from gongkai.office.cases import case_for
from gongkai.office.uploads import person_of
from gongkai.organisations.access import may, scope
from gongkai.organisations.refusal import Refused
from gongkai.portal.downloads import attachment
from gongkai.screening.burning import Box

REPLY: Final = "applications.reply"
GROUNDS: Final = (
    "条例 第十四条",
    "条例 第十五条",
    "条例 第十六条第一款",
    "条例 第十六条第二款",
)
EDGES: Final = ("left", "top", "right", "bottom")
MOST_BOXES: Final = 200
SPARE: Final = 3
PAPERS: Final = ("pdf", "jpeg", "png")


class BoxRow(NamedTuple):
    """A row of the form as it was typed: page, edges in per cent of the page, ground; ``trouble`` what is wrong with it."""

    page: str
    left: str
    top: str
    right: str
    bottom: str
    ground: str
    trouble: str = ""

    @property
    def empty(self) -> bool:
        return not any((self.left, self.top, self.right, self.bottom))


class Drawn(NamedTuple):
    """A box on the picture, in per mille of the page."""

    x: float
    y: float
    width: float
    height: float


@may(REPLY)
def index(request: HttpRequest, key: int) -> HttpResponse:
    """The papers of a case that are covered or to be covered, and the form for one more."""
    case = case_for(request, key, REPLY)
    sent = request.FILES.get("file")
    if request.method == "POST" and sent is not None:
        try:
            today = timezone.localdate()
            made = take_up(
                case,
                admit(sent, sent.name or "", on=today, only=PAPERS),
                by=person_of(request),
                at=timezone.now(),
            )
            return redirect("redaction", made.pk)
        except (Refused, NotAdmitted) as refused:
            messages.error(request, str(refused))
    papers = [(one, _name(one)) for one in case.redactions.all()]
    return render(request, "office/applications/redactions.html", {"case": case, "papers": papers})


def _name(redaction: Redaction) -> str:
    try:
        return redaction.name
    except Unreadable:
        return "（文件名打不开）"


def _held(request: HttpRequest, key: int) -> Redaction:
    """A paper of a case that this person replies to; of others not even that they are there is told."""
    keys = scope(person_of(request), REPLY, timezone.localdate())
    found = (
        Redaction.objects.filter(pk=key, application__body__in=keys)
        .select_related("application__body")
        .first()
    )
    if found is None:
        raise Http404
    return found


@may(REPLY)
@never_cache
def picture(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """A page of the paper as a picture."""
    try:
        return HttpResponse(page_of(_held(request, key), number).picture, content_type="image/jpeg")
    except Refused as fault:
        raise Http404(str(fault)) from fault


@may(REPLY)
def copy(request: HttpRequest, key: int) -> HttpResponse:
    """The copy with the boxes burnt in."""
    held = _held(request, key)
    try:
        return attachment(
            give(held.digest), f"{_name(held).rpartition('.')[0] or '材料'}（遮盖）.pdf", "application/pdf"
        )
    except Damaged as fault:
        raise Http404(str(fault)) from fault


@may(REPLY)
@never_cache
def page(request: HttpRequest, key: int) -> HttpResponse:
    """One paper: its pages with the boxes drawn so far; every press keeps what was typed, the last one burns it in."""
    held = _held(request, key)
    rows = list(_typed(request)) if request.method == "POST" else []
    if "burn" in request.POST and not any(row.trouble for row in rows) and _burnt(request, held, rows):
        return redirect("redactions", held.application_id)
    try:
        return render(request, "office/applications/redaction.html", _shown(request, held, rows))
    except Refused as fault:
        messages.error(request, str(fault))
        return redirect("redactions", held.application_id)


def _burnt(request: HttpRequest, held: Redaction, rows: Sequence[BoxRow]) -> bool:
    boxes, reason = [_box(row) for row in rows if not row.empty], request.POST.get("reason", "")[:300]
    by, at = person_of(request), timezone.now()
    return carried_out(
        request, lambda: redact(held, boxes, reason=reason, by=by, at=at), "已遮盖，可以随答复提供。"
    )


def _shown(request: HttpRequest, held: Redaction, rows: Sequence[BoxRow]) -> dict[str, object]:
    given = request.POST.get("page") or request.GET.get("page") or "1"
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 5 else 1
    shown = page_of(held, number)
    kept = [row for row in rows if not row.empty]
    spare = [BoxRow(str(number), "", "", "", "", GROUNDS[1])] * SPARE
    return {
        "held": held,
        "name": _name(held),
        "number": number,
        "pages": shown.pages,
        "rows": [*kept, *spare] if not held.digest else [],
        "drawn": list(_drawn(held, kept, number)),
        "grounds": GROUNDS,
        "suspects": suspects(held) if not held.digest else (),
        "reason": request.POST.get("reason", ""),
    }


def _typed(request: HttpRequest) -> Iterator[BoxRow]:
    columns = [request.POST.getlist(name)[:MOST_BOXES] for name in ("on", *EDGES, "ground")]
    for on, left, top, right, bottom, ground in zip(*columns, strict=False):
        row = BoxRow(on[:4], left[:8], top[:8], right[:8], bottom[:8], ground[:60])
        yield row._replace(trouble=_trouble(row))


def _trouble(row: BoxRow) -> str:
    if row.empty:
        return ""
    try:
        box = _box(row)
    except ValueError:
        return "页码和位置应填数字。"
    if not (0 <= box.left < box.right <= 1 and 0 <= box.top < box.bottom <= 1):
        return "左应小于右，上应小于下，都在 0 至 100 之间。"
    return "" if row.ground.strip() else "请写明依据。"


def _box(row: BoxRow) -> Box:
    left, top, right, bottom = (float(getattr(row, name)) / 100 for name in EDGES)
    return Box(int(row.page), left, top, right, bottom, row.ground.strip())


def _drawn(held: Redaction, rows: Sequence[BoxRow], number: int) -> Iterator[Drawn]:
    """The boxes of a page: those burnt in, or those that stand in the form and make sense."""
    known: Mapping[bool, list[Box]] = {
        True: [Box(b.page, b.left, b.top, b.right, b.bottom, b.ground) for b in held.boxes.all()],
        False: [_box(row) for row in rows if not row.trouble],
    }
    for box in known[bool(held.digest)]:
        if box.page == number:
            width, height = (box.right - box.left) * 1000, (box.bottom - box.top) * 1000
            yield Drawn(box.left * 1000, box.top * 1000, width, height)


def finished(case: Application) -> list[tuple[Redaction, str]]:
    """The covered copies of a case, to go out with a reply."""
    return [(one, _name(one)) for one in case.redactions.exclude(digest="")]
