"""收件对账: the mail room's list comes in, and what was signed for and not registered stands here until somebody settles it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.applications import mailroom
from gongkai.applications.ledgers.cells import DAY
from gongkai.applications.ledgers.columns import plain
from gongkai.applications.mailroom import Signed, TakenIn
from gongkai.applications.models import MailItem
from gongkai.applications.queries import cases
from gongkai.office.carrying_out import carried_out
from gongkai.office.register import REGISTER
from gongkai.office.shell import shell_of
from gongkai.office.uploads import person_of
from gongkai.organisations.access import may, scope
from gongkai.organisations.models import Body
from gongkai.organisations.refusal import Refused
from gongkai.paper.workbook import NoWorkbook, workbook_cells
from gongkai.paper.workbook_child import LONG

LARGEST: Final = 5 * 1048576
HEADS: Final[Mapping[str, tuple[str, ...]]] = {
    "number": ("邮件号码", "邮件号", "单号", "快递单号", "挂号信号码", "邮件编号"),
    "signed_on": ("签收日期", "签收时间", "收件日期", "收到日期", "日期"),
    "carrier": ("寄递企业", "快递公司", "邮递方式", "种类"),
    "sender": ("寄件人", "发件人", "寄件单位"),
}


@may(REGISTER)
def page(request: HttpRequest) -> HttpResponse:
    """What waits, the oldest first; and the form for a list."""
    person, today = person_of(request), timezone.localdate()
    keys = scope(person, REGISTER, today)
    bodies = Body.objects.filter(pk__in=keys).order_by("code")
    shown: dict[str, object] = {}
    if request.method == "POST":
        try:
            shown = _taken_in(request, bodies)
        except Refused as refused:
            shown = {"trouble": str(refused)}
    waiting = [(one, _register_address(one)) for one in mailroom.waiting(keys, today)]
    body = shell_of(request).body
    shown |= {"waiting": waiting, "bodies": bodies, "body": body, "today": today}
    return render(request, "office/applications/mailroom.html", shown)


def _register_address(item: MailItem) -> str:
    known = {"number": item.number, "on": item.signed_on.isoformat(), "channel": "signed_post"}
    return f"{reverse('case-new')}?{urlencode(known)}"


def _taken_in(request: HttpRequest, bodies: Any) -> dict[str, object]:
    sent = request.FILES.get("file")
    body = next((one for one in bodies if str(one.pk) == request.POST.get("body", "")), None)
    if sent is None or body is None:
        raise Refused("请选择机关和文件。")
    data = sent.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Refused(f"清单最大 {LARGEST // 1048576} MB。")
    lines, unread = _lines(data)
    by, at = person_of(request), timezone.now()
    made: TakenIn = mailroom.take_in(body, [line for _, line in lines], by=by, at=at)
    numbers = [number for number, _ in lines]
    refused = [(numbers[place - 1], why) for place, why in made.refused]
    messages.success(
        request, f"已收入 {made.new} 件，其中 {made.settled} 件已经登记；{made.known} 件以前收入过。"
    )
    return {"refused": sorted([*refused, *unread])}


def _lines(data: bytes) -> tuple[list[tuple[int, Signed]], list[tuple[int, str]]]:
    """The lines of a list with their numbers in the sheet, and those that cannot be read, with the reason."""
    try:
        sheets = workbook_cells(data)
    except NoWorkbook as fault:
        raise Refused(str(fault)) from fault
    for sheet in sheets:
        for at, row in enumerate(sheet.rows[:15]):
            places = _places(row)
            if {"number", "signed_on"} <= places.keys():
                return _read(enumerate(sheet.rows[at + 1 :], at + 2), places)
    raise Refused("没有找到列名：表头一行应有“邮件号码”和“签收日期”。")


def _places(row: Sequence[str]) -> dict[str, int]:
    heads = [plain(text) for text in row]
    return {
        code: next(heads.index(name) for name in names if name in heads)
        for code, names in HEADS.items()
        if set(names) & set(heads)
    }


def _read(
    rows: Iterator[tuple[int, list[str]]] | enumerate[list[str]], places: Mapping[str, int]
) -> tuple[list[tuple[int, Signed]], list[tuple[int, str]]]:
    read: list[tuple[int, Signed]] = []
    unread: list[tuple[int, str]] = []
    for number, row in rows:
        texts = {code: row[place].strip() if place < len(row) else "" for code, place in places.items()}
        if not any(texts.values()):
            continue
        day = _day(texts.pop("signed_on"))
        if day is None:
            unread.append((number, "签收日期不是日期，应写成 2025-01-20 的样子。"))
        elif texts["number"].startswith(LONG):
            unread.append((number, "邮件号码是超过 15 位的数字，Excel 已丢失后几位；请把单元格设为文本。"))
        else:
            read.append((number, Signed(signed_on=day, **texts)))
    return read, unread


def _day(text: str) -> date | None:
    found = DAY.fullmatch(text)
    try:
        return date(*(int(one) for one in found.groups() if one is not None)) if found else None
    except ValueError:
        return None


@may(REGISTER)
@require_POST
def settle(request: HttpRequest, key: int) -> HttpResponse:
    """Say which application an item was, or what it was instead."""
    person, today = person_of(request), timezone.localdate()
    item = mailroom.waiting(scope(person, REGISTER, today), today).filter(pk=key).first()
    if item is None:
        raise Http404
    carried_out(request, lambda: _settled(request, item), "已对账。")
    return redirect("mailroom")


def _settled(request: HttpRequest, item: MailItem) -> MailItem:
    person, at = person_of(request), timezone.now()
    number = request.POST.get("number", "").strip()[:24]
    if not number:
        return mailroom.not_an_application(item, says=request.POST.get("other", ""), by=person, at=at)
    case = cases(person, timezone.localdate(at)).filter(body=item.body, number=number).first()
    if case is None:
        raise Refused(f"没有登记编号为 {number} 的申请。")
    return mailroom.link(item, case, by=person, at=at)
