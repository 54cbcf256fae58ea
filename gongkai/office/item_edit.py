"""Drafting an item: from a Word file that proposes its own metadata or by hand, with enclosures, kept as it is typed."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from gongkai.catalogue.drafting import Draft, File, Openness, begin, change, draft_of
from gongkai.catalogue.metadata import Proposal, html_of, propose
from gongkai.catalogue.models import Attribute, Edition
from gongkai.catalogue.queries import last_edition
from gongkai.catalogue.text import plain
from gongkai.catalogue.theming import themes_of
from gongkai.files.admission import Admitted, NotAdmitted, admit
from gongkai.files.kinds import kinds
from gongkai.files.store import give
from gongkai.law.disclosure import theme_labels, words
from gongkai.office.drafts import DraftHere
from gongkai.office.item_forms import BeginForm, ItemForm
from gongkai.office.items import item_for
from gongkai.office.uploads import person_of
from gongkai.organisations.access import may, scope
from gongkai.organisations.models import Body
from gongkai.organisations.refusal import Refused
from gongkai.reading.openers.opening import open_paper

CODE: Final = "catalogue.item"
HELD: Final = 86400  # seconds that files of an unfinished form are held for it
LONGEST_WORDS: Final = 100_000
PAPERS: Final = ("docx", "doc", "rtf", "html", "txt", "pdf")


@dataclass(frozen=True)
class Came:
    """What was uploaded with the form: enclosures, the text of a document, and what could not be taken."""

    files: tuple[File, ...] = ()
    proposal: Proposal | None = None
    troubles: tuple[str, ...] = ()


NOTHING: Final = Came()


def received(request: HttpRequest) -> Came:
    """Take in the files of the form: one document whose text is taken over, and any number of enclosures."""
    files, troubles, proposal = list(_held(request)), [], None
    for upload in request.FILES.getlist("files"):
        try:
            files.append(enclosure(upload))
        except NotAdmitted as refused:
            troubles.append(str(refused))
    document = request.FILES.get("document")
    if isinstance(document, UploadedFile):
        try:
            kept = _admitted(document, PAPERS)
            proposal = propose(open_paper(give(kept.digest), kept.name))
            troubles += proposal.notes
        except NotAdmitted as refused:
            troubles.append(str(refused))
    return Came(tuple(files), proposal, tuple(troubles))


def _admitted(upload: UploadedFile[Any], only: tuple[str, ...] | None = None) -> Admitted:
    known = set(kinds())
    chosen = [code for code in only if code in known] if only else None
    return admit(upload, upload.name or "", on=timezone.localdate(), only=chosen)


def enclosure(upload: UploadedFile[Any]) -> File:
    """An uploaded file as an enclosure, with its words for the index."""
    kept = _admitted(upload)
    return File(kept.name, kept.digest, kept.kind, kept.size, words_of(kept.digest, kept.name))


def words_of(digest: str, name: str) -> str:
    """The words of a kept file, as far as they can be read; none of a picture."""
    return plain(html_of(open_paper(give(digest), name).blocks))[:LONGEST_WORDS]


@may("items.draft")
def new(request: HttpRequest) -> HttpResponse:
    """Begin an item."""
    person, on = person_of(request), timezone.localdate()
    bodies = Body.objects.filter(pk__in=scope(person, "items.draft", on)).order_by("code")
    draft = DraftHere(request, CODE, title="新的公开信息")
    if request.method != "POST":
        form = BeginForm(initial={"formed_on": on, "body": bodies.first(), **draft.initial})
        form.fields["body"].queryset = bodies  # type: ignore[attr-defined]
        return _page(request, form, draft)
    came = received(request)
    form = BeginForm(_typed(request, came))
    form.fields["body"].queryset = bodies  # type: ignore[attr-defined]
    if came.proposal is None and not came.troubles and form.is_valid():
        try:
            edition = begin(
                form.cleaned_data["body"],
                draft=_draft(form, came.files),
                by=person,
                at=timezone.now(),
                openness=_openness(form),
            )
        except Refused as refused:
            form.add_error(None, forms.ValidationError(str(refused)))
        else:
            draft.handed_in()
            messages.success(request, "已保存。核对后送审。")
            return redirect("desk", edition.item_id)
    return _page(request, form, draft, came)


@may("items.draft")
def edit(request: HttpRequest, key: int) -> HttpResponse:
    """Change the last edition while it has not been handed in."""
    item = item_for(request, key, "items.draft")
    edition = last_edition(item)
    if edition.frozen:
        raise Http404
    draft = DraftHere(request, CODE, item.pk, title=f"修改：{edition.title}")
    now, initial = draft_of(edition), _initial(edition)
    if request.method != "POST":
        form = ItemForm(initial={**initial, **draft.initial}, kind=item.body.kind)
        return _page(request, form, draft, edition=edition)
    came = received(request)
    form = ItemForm(_typed(request, came), kind=item.body.kind)
    if came.proposal is None and not came.troubles and form.is_valid():
        gone = set(request.POST.getlist("drop"))
        kept = tuple(file for file in now.files if file.digest not in gone) + came.files
        try:
            seen = request.POST.get("seen", "")
            change(edition, draft=_draft(form, kept), by=person_of(request), at=timezone.now(), seen=seen)
        except Refused as refused:
            form.add_error(None, forms.ValidationError(str(refused)))
        else:
            draft.handed_in()
            messages.success(request, "已保存。核对后送审。")
            return redirect("desk", item.pk)
    return _page(request, form, draft, came, edition)


def _typed(request: HttpRequest, came: Came) -> dict[str, Any]:
    """What was typed; where a document came along, what it says of itself fills what was left empty, and its text."""
    typed = request.POST.dict()
    if came.proposal is None:
        return typed
    said = {
        "title": came.proposal.title,
        "document_number": came.proposal.document_number,
        "issuer": came.proposal.issuer,
        "genre": came.proposal.genre,
    }
    typed |= {name: value for name, value in said.items() if value and not typed.get(name)}
    if came.proposal.formed_on:
        typed["formed_on"] = came.proposal.formed_on.isoformat()
    if came.proposal.attribute:
        typed["attribute"] = came.proposal.attribute
    return typed | {"text": came.proposal.text}


def _held(request: HttpRequest) -> tuple[File, ...]:
    """Files that came with an earlier sending of the same form, which could not be finished then: none has to be sent
    twice. The page carries them sealed."""
    try:
        held = signing.loads(request.POST.get("held", ""), salt=CODE, max_age=HELD)
    except signing.BadSignature:
        return ()
    return tuple(File(name, digest, kind, size, words_of(digest, name)) for name, digest, kind, size in held)


def _seal(files: tuple[File, ...]) -> str:
    return signing.dumps([[one.name, one.digest, one.kind, one.size] for one in files], salt=CODE)


def _draft(form: ItemForm, files: tuple[File, ...]) -> Draft:
    given = {name: form.cleaned_data[name] for name in ItemForm.base_fields}
    return Draft(files=files, **given | {"text": _paragraphs(given["text"])})


def _paragraphs(typed: str) -> str:
    """Text that was typed without any mark-up, each line a paragraph."""
    if "<" in typed:
        return typed
    return "".join(f"<p>{escape(line.strip())}</p>" for line in typed.splitlines() if line.strip())


def _openness(form: BeginForm) -> Openness:
    given = form.cleaned_data
    if given["attribute"] == Attribute.OPEN:
        return Openness()
    return Openness(given["attribute"], given["reason"], given["ground"], given["reassess_on"])


def _likely(came: Came, edition: Edition | None) -> tuple[str, ...]:
    """The themes that the document that came speaks of, else the edition."""
    if came.proposal is not None:
        return came.proposal.themes
    return themes_of(edition.title, plain(edition.text)) if edition else ()


def _said(came: Came) -> list[tuple[str, str]]:
    """What a document said of itself, for the person who confirms it."""
    proposal = came.proposal
    if proposal is None:
        return []
    told = [
        ("名称", proposal.title),
        ("文号", proposal.document_number),
        ("成文日期", proposal.formed_on.isoformat() if proposal.formed_on else ""),
        ("发文机关", proposal.issuer),
        ("体裁", words("genre").get(proposal.genre, "")),
        ("公开属性", words("attribute").get(proposal.attribute, "")),
        ("主题分类（建议）", "；".join(theme_labels()[code] for code in proposal.themes)),
    ]
    return [(label, value or "没有找到，请填写") for label, value in told]


def _initial(edition: Edition) -> dict[str, object]:
    return {name: getattr(edition, name) for name in ItemForm.base_fields}


def _page(
    request: HttpRequest,
    form: ItemForm,
    draft: DraftHere,
    came: Came = NOTHING,
    edition: Edition | None = None,
) -> HttpResponse:
    form.suggest(_likely(came, edition))
    page = {
        "form": form,
        "draft": draft,
        "came": came,
        "said": _said(came),
        "held": _seal(came.files),
        "seen": request.POST.get("seen", "") or (edition.digest if edition else ""),
        "edition": edition,
        "files": edition.enclosures.all() if edition else (),
    }
    return render(request, "office/item_edit.html", page)
