"""我的提醒: what a person has to know, read and done with; how they want to be told."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from gongkai.notices import actions
from gongkai.notices.ladder import ladder
from gongkai.notices.mail import configured
from gongkai.notices.models import Notice, Reach
from gongkai.notices.queries import done_lately, open_for, seen_by
from gongkai.notices.refusals import Refused
from gongkai.notices.robots import robots
from gongkai.office.carrying_out import carried_out
from gongkai.office.home import lamp_of
from gongkai.office.uploads import person_of
from gongkai.organisations.access import may

MOST = 100


class ReachForm(forms.Form):
    """How somebody wants to be told."""

    mail = forms.CharField(
        label="电子邮箱",
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    by_mail = forms.BooleanField(label="发电子邮件提醒我", required=False)
    by_robot = forms.BooleanField(label="在本机关的工作群里提醒", required=False)


def _notice_or_404(request: HttpRequest, key: int) -> Notice:
    notice = seen_by(person_of(request), timezone.localdate()).filter(pk=key).first()
    if notice is None:
        raise Http404
    return notice


@may("notices.own")
def index(request: HttpRequest) -> HttpResponse:
    """What is open, most pressing first, and what was done of late."""
    person, on = person_of(request), timezone.localdate()
    found = list(open_for(person, on)[: MOST + 1])
    page = {
        "open": [
            (notice, ladder().kind(notice.kind).says, lamp_of(notice.due, on)) for notice in found[:MOST]
        ],
        "more": len(found) > MOST,
        "unread": len([notice for notice in found if getattr(notice, "unread", False)]),
        "done": list(done_lately(person, timezone.now(), on)[:20]),
    }
    return render(request, "office/notices.html", page)


@may("notices.own")
def page(request: HttpRequest, key: int) -> HttpResponse:
    """One notice: whom it reached, and where it is dealt with."""
    notice, on = _notice_or_404(request, key), timezone.localdate()
    found = {
        "notice": notice,
        "kind": ladder().kind(notice.kind),
        "lamp": lamp_of(notice.due, on),
        "tellings": notice.tellings.select_related("person"),
        "link": notice.link if url_has_allowed_host_and_scheme(notice.link, None) else "",
    }
    return render(request, "office/notice.html", found)


@may("notices.own")
@require_POST
def read(request: HttpRequest, key: int) -> HttpResponse:
    """Note that the person read it, and go where it is dealt with."""
    notice = actions.read(_notice_or_404(request, key), by=person_of(request), on=timezone.now())
    if "go" in request.POST and url_has_allowed_host_and_scheme(notice.link, None):
        return redirect(notice.link)
    messages.success(request, "已标为已读。")
    return redirect("notices")


@may("notices.own")
@require_POST
def done(request: HttpRequest, key: int) -> HttpResponse:
    """The person says that it is done; the page says how to take that back."""
    notice = _notice_or_404(request, key)
    carried_out(
        request,
        lambda: actions.mark_done(notice, by=person_of(request), on=timezone.now()),
        "已办结。标错了的，可以在下面“近 30 天办结”里撤回。",
    )
    return redirect(f"{reverse('notices')}#done")


@may("notices.own")
@require_POST
def take_back(request: HttpRequest, key: int) -> HttpResponse:
    """Take back that it is done."""
    notice = _notice_or_404(request, key)
    carried_out(
        request,
        lambda: actions.take_back(notice, by=person_of(request), on=timezone.now()),
        "已撤回，提醒重新列出。",
    )
    return redirect("notices")


@may("notices.own")
def reach(request: HttpRequest) -> HttpResponse:
    """How the person wants to be told besides this workbench."""
    person = person_of(request)
    known = Reach.objects.filter(person=person).first() or Reach(person=person)
    now = {"mail": known.mail, "by_mail": known.by_mail, "by_robot": known.by_robot}
    form = ReachForm(request.POST or None, initial=now)
    if form.is_valid():
        try:
            actions.set_reach(person, **form.cleaned_data, on=timezone.localdate())
        except Refused as refused:
            form.add_error("mail", str(refused))
        else:
            messages.success(request, "接收方式已保存。")
            return redirect("notices-reach")
    page = {"form": form, "mail_works": configured(), "robots_work": bool(robots())}
    return render(request, "office/notices_reach.html", page)
