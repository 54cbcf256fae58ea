"""The reply to a case: outcome, the articles it may rest on, what the decision and its letter have to say, the files that go
out with it; kept as a draft, handed in for 核稿, 法制审核 and 签发."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from gongkai.applications.models import Application, ReplyDraft
from gongkai.applications.queries import standing
from gongkai.applications.replying import (
    Reply,
    draft,
    hand_in,
    handed_out,
    open_draft,
    under_approval,
    values_of,
)
from gongkai.files.admission import NotAdmitted
from gongkai.law.letters import BLANK, WHERE_FILLED, LetterRefused, blanks, letters
from gongkai.law.outcomes import Outcome, fact_labels, outcomes
from gongkai.office.carrying_out import carried_out
from gongkai.office.case_forms import admitted, papers_field
from gongkai.office.case_redact import finished
from gongkai.office.cases import case_for
from gongkai.office.drafts import DraftHere
from gongkai.office.organisation_forms import OfBodies
from gongkai.office.uploads import person_of
from gongkai.organisations.access import may
from gongkai.organisations.refusal import Refused

CODE: Final = "case.reply."
# What the platform knows itself and puts into a letter.
KNOWN: Final = frozenset(
    (
        *("applicant", "received", "corrected", "request", "legal_basis", "remedy"),
        *("number", "applicant_kind", "channel", "receipt_rule", "due", "query"),
    )
)
HINTS: Final[Mapping[str, str]] = {
    "facts": "查到了什么，例：本机关制作并保存有该工程的招标文件。",
    "given": "逐件列出名称、文号、页数。",
    "left": "送审时检查随附材料；查出疑点的，先遮盖，或者写明为什么可以提供。",
    "weighed": "第三方不同意而决定公开的，写明公共利益的理由。",
}


@may("applications.reply")
def page(request: HttpRequest, key: int) -> HttpResponse:
    """Choose how the case ends, then write what that takes."""
    case = case_for(request, key, "applications.reply")
    held = open_draft(case)
    if held is not None and under_approval(held):
        return render(request, "office/applications/reply_frozen.html", {"case": case, "held": held})
    chosen = outcomes().get(
        request.POST.get("outcome") or request.GET.get("outcome") or (held.outcome if held else "")
    )
    if chosen is None or "choose" in request.GET:
        return render(request, "office/applications/reply_choose.html", {"case": case, **_endings(case)})
    return _write(request, case, chosen, held)


def _endings(case: Application) -> dict[str, object]:
    """The outcomes that the case may have now, and the others with the reason; what every one would breach is said once."""
    every = standing(case, timezone.localdate()).endings
    may_be = [one for one in every if one.permitted]
    common = [
        says for says in (may_be[0].warns if may_be else ()) if all(says in one.warns for one in may_be)
    ]
    shown = [(one, [says for says in one.warns if says not in common]) for one in may_be]
    return {"endings": shown, "common": common, "barred": [one for one in every if not one.permitted]}


def _write(request: HttpRequest, case: Application, chosen: Outcome, held: ReplyDraft | None) -> HttpResponse:
    draft_here = DraftHere(request, f"{CODE}{chosen.code}", case.pk, title=f"{case.number} 号申请的答复")
    initial = _initial(chosen, case, held) | draft_here.initial
    form = reply_form(chosen, case)(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        written = _drafted(request, case, chosen, form, held)
        if written is not None:
            draft_here.handed_in()
            return _handed_in(request, case, written)
    page = {
        "case": case,
        "form": form,
        "outcome": chosen,
        "held": held,
        "files": held.papers.order_by("order") if held else (),
        "letter": letters()[chosen.letter],
        "draft": draft_here,
        "covered": finished(case),
    }
    return render(request, "office/applications/reply.html", page)


def reply_form(chosen: Outcome, case: Application) -> type[OfBodies]:
    """The form of a reply: one of the articles that may be cited, and everything its decision and letter say."""
    bases = [(one, one) for one in chosen.allowed(case.received_on)]
    fields: dict[str, forms.Field] = {"article": forms.ChoiceField(label="依据", choices=bases)}
    for name in asked(chosen, case):
        needed = name in chosen.facts or name in _compulsory(chosen, case)
        fields[name] = forms.CharField(
            label=fact_labels().get(name) or blanks().get(name, name),
            required=needed,
            max_length=3000,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=HINTS.get(name, ""),
            error_messages={"required": "请填写，文书里必须有。"},
        )
    fields["weighed"] = forms.CharField(
        label="决定公开的理由（第三方不同意或者没有意见的）",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=HINTS["weighed"],
    )
    fields["left"] = forms.CharField(
        label="随附材料里的疑点可以提供的理由",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=HINTS["left"],
    )
    fields["papers"] = papers_field("随答复提供的文件")
    return cast("type[OfBodies]", type("ReplyForm", (OfBodies,), fields))


def asked(chosen: Outcome, case: Application) -> Iterator[str]:
    """What a decision says, and the blanks of its letter that nobody but the clerk can fill."""
    names = dict.fromkeys(chosen.facts)
    for paragraph in _paragraphs(chosen, case):
        names |= dict.fromkeys(BLANK.findall(paragraph))
        names |= dict.fromkeys(name for name, _ in WHERE_FILLED.findall(paragraph))
    yield from (name for name in names if name not in KNOWN)


def _paragraphs(chosen: Outcome, case: Application) -> tuple[str, ...]:
    try:
        return letters()[chosen.letter].wording(case.received_on).paragraphs
    except LetterRefused:
        return ()


def _compulsory(chosen: Outcome, case: Application) -> set[str]:
    try:
        wording = letters()[chosen.letter].wording(case.received_on)
    except LetterRefused:
        return set()
    return {blank for one in wording.elements for blank in one.blanks}


def _initial(chosen: Outcome, case: Application, held: ReplyDraft | None) -> dict[str, Any]:
    known: dict[str, Any] = {"form": case.form}
    if held is not None and held.outcome == chosen.code:
        known |= values_of(held) | held.facts | {"article": held.article}
    return known


def _drafted(
    request: HttpRequest, case: Application, chosen: Outcome, form: OfBodies, held: ReplyDraft | None
) -> ReplyDraft | None:
    given = form.cleaned_data
    facts = {name: given[name] for name in (*chosen.facts, "weighed", "left") if given.get(name)}
    values = {name: given[name] for name in asked(chosen, case) if given.get(name) and name in blanks()}
    gone = set(request.POST.getlist("drop"))
    kept = [one for one in (handed_out(held) if held else ()) if one[0] not in gone]
    try:
        papers = (*kept, *_covered(request, case, kept), *admitted(given["papers"]))
        reply = Reply(chosen.code, given["article"], facts, values, papers)
        return draft(case, reply, by=person_of(request), at=timezone.now())
    except (Refused, NotAdmitted) as refused:
        form.add_error(None, forms.ValidationError(str(refused)))
        return None


def _covered(
    request: HttpRequest, case: Application, kept: Sequence[tuple[str, str]]
) -> list[tuple[str, str]]:
    """The covered copies that were ticked to go out with the reply."""
    ticked, there = set(request.POST.getlist("covered")), {digest for digest, _ in kept}
    found = [one for one, _ in finished(case) if str(one.pk) in ticked and one.digest not in there]
    return [(one.digest, f"遮盖件{one.pk}.pdf") for one in found]


def _handed_in(request: HttpRequest, case: Application, written: ReplyDraft) -> HttpResponse:
    if "hand_in" not in request.POST:
        carried_out(request, lambda: written, "答复稿已保存。")
        return redirect("case-reply", case.pk)
    by, at = person_of(request), timezone.now()
    done = carried_out(
        request,
        lambda: hand_in(written, by=by, at=at),
        "已送审：核稿、法制审核、签发以后，打印文书送达。",
        not_done="答复稿已保存，没有送审：{}",
    )
    return redirect("case" if done else "case-reply", case.pk)
