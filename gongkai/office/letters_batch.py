"""Letters that are to go out, of every case together: printed in one file, with labels for their envelopes; and what the
letters of a body carry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gongkai.applications.identity import Identity, own, unpacked
from gongkai.applications.letter_styles import FIELDS, set_style, style_of, word_of
from gongkai.applications.letters import law_letter
from gongkai.applications.models import Letter
from gongkai.office.case_letters import FILES, REPLY
from gongkai.office.organisation_forms import OfBodies, words
from gongkai.office.organisation_task import Task, task_page
from gongkai.office.shell import shell_of
from gongkai.office.uploads import person_of
from gongkai.organisations.access import may, scope
from gongkai.organisations.models import Body
from gongkai.organisations.refusal import Refused
from gongkai.portal.downloads import attachment
from gongkai.writing.letters.labels import Address, labels_to_pdf
from gongkai.writing.letters.pdf import letters_to_pdf

MOST: Final = 200
HINTS: Final = {
    "word": "如“青民依复”；不填的用机关名称。",
    "review": "不填的按机关的类别确定。",
    "court": "写进起诉的告知。",
    "online": "电子送达的答复必须写明。",
    "contact": "写进补正、征求意见等文书。",
}


def waiting(request: HttpRequest) -> QuerySet[Letter]:
    """Letters of one's bodies that were made and did not go out."""
    keys = scope(person_of(request), REPLY, timezone.localdate())
    found = Letter.objects.filter(application__body__in=keys, voided_at__isnull=True, services__isnull=True)
    return found.select_related("application__body", "consultation").order_by(
        "application__body__code", "year", "serial"
    )


@may(REPLY)
def index(request: HttpRequest) -> HttpResponse:
    """What is to go out, to be ticked."""
    page = {"letters": waiting(request)[:MOST], "body": shell_of(request).body}
    return render(request, "office/applications/letters_out.html", page)


@may(REPLY)
@require_POST
@never_cache
def printed(request: HttpRequest) -> HttpResponse:
    """The ticked letters in one PDF, or the labels of their envelopes."""
    keys = [
        key for key in request.POST.getlist("letter") if key.isascii() and key.isdigit() and len(key) < 19
    ]
    chosen = list(waiting(request).filter(pk__in=keys)[:MOST])
    try:
        if not chosen:
            raise Refused("还没有选择文书。")
        if "labels" in request.POST:
            return attachment(labels_to_pdf(_addresses(chosen)), "信封标签.pdf", FILES["pdf"])
        return attachment(
            letters_to_pdf([law_letter(one) for one in chosen]), "文书合并打印.pdf", FILES["pdf"]
        )
    except (Refused, ValueError) as refused:
        messages.error(request, str(refused))
    return redirect("letters-out")


def _addresses(chosen: Sequence[Letter]) -> list[Address]:
    return [
        Address(to.name, to.address, to.postcode, letter.number)
        for letter in chosen
        for to in _receivers(letter)
    ]


def _receivers(letter: Letter) -> Iterator[Identity]:
    """To whom a letter goes: the party that is asked, or the agent or the first of those who apply."""
    if letter.consultation is not None:
        yield unpacked(letter.consultation.sealed)
        return
    rows = list(letter.application.applicants.order_by("sequence"))
    yield from [own(one) for one in sorted(rows, key=lambda row: row.is_agent_of is None)][:1]


class StyleForm(OfBodies):
    """What the letters of a body carry."""

    word = words("发文机关代字", 40, required=False, hint=HINTS["word"])
    review = words("行政复议机关", 100, required=False, hint=HINTS["review"])
    court = words("有管辖权的人民法院", 100, required=False, hint=HINTS["court"])
    online = words("网上申请行政复议的途径", 200, required=False, hint=HINTS["online"])
    contact = words("联系方式", 300, required=False, hint=HINTS["contact"])


@may(REPLY)
def style(request: HttpRequest, key: int) -> HttpResponse:
    """Set what the letters of a body carry."""
    keys = scope(person_of(request), REPLY, timezone.localdate())
    body = get_object_or_404(Body, pk=key, pk__in=keys)
    now = style_of(body)
    task = Task(
        code="letter.style",
        subject=body.pk,
        title=f"{body.name}的文书设置",
        button="保存",
        form=StyleForm,
        act=lambda given, form: _set(request, body, given),
        back=("待发文书", "/office/letters/"),
        choices={},
        initial={name: getattr(now, name) for name in FIELDS},
    )
    return task_page(request, task)


def _set(request: HttpRequest, body: Body, given: Any) -> str:
    made = set_style(body, dict(given), by=person_of(request), at=timezone.now())
    return f"已保存，文号如“{word_of(made)}〔{timezone.localdate().year}〕1号”。"
