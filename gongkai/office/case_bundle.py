"""The file of a case to take away (卷宗): for the archive, for review or court; who applied is in it with a reason only."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gongkai.applications.bundle import bundle
from gongkai.applications.sealing import Unreadable
from gongkai.office.cases import case_for
from gongkai.office.uploads import person_of
from gongkai.organisations.access import may
from gongkai.organisations.refusal import Refused


@may("applications.export")
@require_POST
@never_cache
def take_away(request: HttpRequest, key: int) -> HttpResponseBase:
    """The archive as it is packed."""
    case, reason = case_for(request, key, "applications.export"), request.POST.get("reason", "")[:300]
    try:
        made = bundle(case, by=person_of(request), at=timezone.now(), reason=reason)
    except (Refused, Unreadable) as refused:
        messages.error(request, str(refused))
        return redirect("case", case.pk)
    response = StreamingHttpResponse(made.pieces, content_type="application/zip")
    response["Content-Disposition"] = content_disposition_header(True, made.name) or "attachment"
    return response
