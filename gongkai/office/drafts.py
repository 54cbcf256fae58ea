"""Drafts that keep themselves: forms send what is typed, pages offer it when they are opened again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.office.shell import shell_of, way_back
from gongkai.organisations.access import may
from gongkai.organisations.desk import Typed, draft_of, drop_draft, keep_draft
from gongkai.organisations.models import Draft
from gongkai.organisations.refusal import Refused

# Inputs of the form itself that tell what the draft is of; they are not part of it.
FORM: Final = "draft_form"
SUBJECT: Final = "draft_subject"
TITLE: Final = "draft_title"
PAGE: Final = "draft_page"
ABOUT: Final = (FORM, SUBJECT, TITLE, PAGE, "draft_quietly")
RESTORE: Final = "restore"


class DraftHere:
    """The draft of the form on a page: offered where there is one, or already restored because somebody asked for it.

    A view makes one, gives ``initial`` to its form, puts it into the page as ``draft`` for ``office/_draft.html`` inside
    the form and ``office/_draft_found.html`` above it, and calls `handed_in` when the form has done its work.
    """

    def __init__(self, request: HttpRequest, form: str, subject: object = "", *, title: str) -> None:
        self.form, self.subject, self.title = form, str(subject), title
        self.page = request.get_full_path() if request.method == "GET" else request.path
        self.page = self.page.replace(f"?draft={RESTORE}", "").replace(f"&draft={RESTORE}", "")
        self.person = shell_of(request).person
        found = draft_of(self.person, form=form, subject=self.subject) if self.person else None
        self.restored = found if request.GET.get("draft") == RESTORE and request.method == "GET" else None
        self.offered = found if request.method == "GET" and self.restored is None else None

    @property
    def initial(self) -> dict[str, Any]:
        """The inputs as they were typed; a single value as itself, several as a list."""
        fields: Mapping[str, list[str]] = self.restored.fields if self.restored else {}
        return {name: held[0] if len(held) == 1 else held for name, held in fields.items()}

    @property
    def restore(self) -> str:
        return f"{self.page}{'&' if '?' in self.page else '?'}draft={RESTORE}"

    def handed_in(self) -> None:
        """The form has done its work: its draft is no longer wanted."""
        if self.person:
            drop_draft(self.person, form=self.form, subject=self.subject)


@may("drafts.keep")
def index(request: HttpRequest) -> HttpResponse:
    """Every draft of the person, the last first. Fresh pages carry a fresh token, which scripts of old ones ask for here."""
    drafts = Draft.objects.filter(person=shell_of(request).person)
    return render(request, "office/drafts.html", {"drafts": drafts.defer("sealed")})


@may("drafts.keep")
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep what stands in a form. A script gets an answer of its own; a press on 存草稿 leads back to the form, restored."""
    person, quietly = shell_of(request).person, "draft_quietly" in request.POST
    typed = _typed(request)
    if person is None or not typed.form:
        return JsonResponse({"trouble": "没有可以保存的内容。"}, status=400)
    try:
        draft = keep_draft(person, typed, at=timezone.now())
    except Refused as refused:
        if quietly:
            return JsonResponse({"trouble": str(refused)}, status=413)
        messages.error(request, str(refused))
        return redirect(way_back(request, "drafts"))
    at = f"{timezone.localtime(draft.kept_at):%H:%M:%S}"
    if quietly:
        return JsonResponse({"kept": at})
    messages.success(request, f"草稿已保存（{at}），可以在“我的草稿”里继续填写。")
    return redirect("drafts")


@may("drafts.keep")
@require_POST
def drop(request: HttpRequest, key: int) -> HttpResponse:
    """Do without a draft."""
    draft = get_object_or_404(Draft, pk=key, person=shell_of(request).person)
    drop_draft(draft.person, form=draft.form, subject=draft.subject)
    messages.success(request, f"已放弃草稿“{draft.title}”。")
    return redirect(way_back(request, "drafts"))


def _typed(request: HttpRequest) -> Typed:
    given = request.POST
    fields = {name: given.getlist(name) for name in given if name not in ABOUT and name != "back"}
    page = given.get(PAGE, "").replace("\x00", "")
    return Typed(
        form=given.get(FORM, "").replace("\x00", "")[:64],
        subject=given.get(SUBJECT, "").replace("\x00", "")[:64],
        page=page if page.startswith("/office/") else "",
        title=given.get(TITLE, "").replace("\x00", ""),
        fields=fields,
    )
