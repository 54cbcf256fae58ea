"""Files of an open case for its applicant: their own, and those of the reply once it was served; never by a key alone."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from gongkai.applications.models import Service
from gongkai.files import store
from gongkai.organisations.access import may
from gongkai.portal import failures
from gongkai.portal.downloads import attachment
from gongkai.portal.tracking_session import case_of
from gongkai.portal.tracking_shown import own_papers, served_in, services_of


@may("applications.track")
@never_cache
def paper(request: HttpRequest, step: int, order: int) -> HttpResponse:
    """A file of the case that this session has open; for anybody else there is none here."""
    case = case_of(request, at=timezone.now())
    rows = list(case.steps.order_by("position")) if case else []
    row = next((one for one in rows if one.position == step), None)
    found = row.papers.filter(order=order).first() if row and own_papers(row, served_in(rows)) else None
    if found is None:
        raise Http404
    return _given(request, found.digest, found.name)


@may("applications.track")
@never_cache
def letter(request: HttpRequest, key: int) -> HttpResponse:
    """A letter as it was sent to the applicant of the open case."""
    case = case_of(request, at=timezone.now())
    sent = next((one for one in services_of(case) if one.letter_id == key), None) if case else None
    if sent is None:
        raise Http404
    return letter_given(request, sent)


def letter_given(request: HttpRequest, sent: Service) -> HttpResponse:
    """A letter as it was sent: the stamped scan where there is one."""
    made = sent.letter
    digest = sent.scan or made.pdf or made.docx
    name = f"{made.get_code_display()}（{made.number}）.{'docx' if digest == made.docx else 'pdf'}"
    return _given(request, digest, name)


def _given(request: HttpRequest, digest: str, name: str) -> HttpResponse:
    try:
        return attachment(store.give(digest), name, "application/octet-stream")
    except store.Damaged as error:
        return failures.not_given(request, "文件", error)
