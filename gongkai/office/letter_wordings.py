"""The wording of a body's letters: which are its own, and the page on which one is worded within what the law demands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from gongkai.applications.letter_styles import set_wording, wording_of
from gongkai.applications.serving import PROOF
from gongkai.law.letters import BLANK, WHERE_FILLED, LetterKind, LetterRefused, Wording, blanks, letters
from gongkai.office.case_letters import REPLY
from gongkai.office.organisation_forms import OfBodies
from gongkai.office.organisation_task import Task, task_page
from gongkai.office.uploads import person_of
from gongkai.organisations.access import may, scope
from gongkai.organisations.models import Body

MOST: Final = 8000


class Line(NamedTuple):
    """A letter, and whether the body words it itself."""

    kind: LetterKind
    own: bool


class WordingForm(OfBodies):
    """The paragraphs of a letter, one a line; none goes back to the law's."""

    paragraphs = forms.CharField(
        label="正文（一段一行）",
        max_length=MOST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text="花括号里的内容由平台填入；全部删去再保存，即恢复法定文字。",
    )


@may(REPLY)
def index(request: HttpRequest, key: int) -> HttpResponse:
    """Every letter, and which of them the body words itself."""
    body, today = _body(request, key), timezone.localdate()
    lines = [Line(kind, bool(wording_of(body, kind, today))) for kind in letters().values() if _in_use(kind)]
    return render(request, "office/applications/wordings.html", {"body": body, "lines": lines})


@may(REPLY)
def page(request: HttpRequest, key: int, code: str) -> HttpResponse:
    """Word a letter, within what it has to contain."""
    body, kind = _body(request, key), letters().get(code)
    if kind is None or not _in_use(kind):
        raise Http404
    today = timezone.localdate()
    law = kind.wording(today)
    now = wording_of(body, kind, today) or law.paragraphs
    task = Task(
        code="letter.wording",
        subject=f"{body.pk}:{code}",
        title=f"{body.name}的《{kind.title}》",
        button="保存",
        form=WordingForm,
        act=lambda given, form: _set(request, body, kind, given),
        back=("文书文字", reverse("letter-wordings", args=[body.pk])),
        choices={},
        initial={"paragraphs": "\n".join(now)},
        warning=_demanded(law),
    )
    return task_page(request, task)


def _in_use(kind: LetterKind) -> bool:
    if kind.code == PROOF:
        return False
    try:
        return bool(kind.wording(timezone.localdate()))
    except LetterRefused:
        return False


def _set(request: HttpRequest, body: Body, kind: LetterKind, given: Any) -> str:
    lines = str(given["paragraphs"]).splitlines()
    made = set_wording(body, kind.code, lines, by=person_of(request), at=timezone.now())
    return f"《{kind.title}》以后用{'本机关的文字' if made.paragraphs else '法定文字'}；已经制作的不变。"


def _demanded(law: Wording) -> str:
    """What any wording has to keep, and what may be filled in."""
    kept = "、".join(one.label for one in law.elements)
    words = "”“".join(word for one in law.elements for word in one.words)
    known = "、".join(f"{{{code}}} {blanks()[code]}" for code in _used(law.paragraphs))
    return f"必须保留：{kept}。" + (f"必须写明的话：“{words}”。" if words else "") + f"可以填入：{known}。"


def _used(paragraphs: Iterable[str]) -> list[str]:
    text = "\n".join(paragraphs)
    found = [*BLANK.findall(text), *(name for name, _ in WHERE_FILLED.findall(text))]
    return list(dict.fromkeys(found))


def _body(request: HttpRequest, key: int) -> Body:
    keys = scope(person_of(request), REPLY, timezone.localdate())
    return get_object_or_404(Body, pk=key, pk__in=keys)
