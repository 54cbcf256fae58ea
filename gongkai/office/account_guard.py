"""账号管理 by a security officer: finding an account, its sessions, a new password, a new second factor."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gongkai.office.uploads import person_of
from gongkai.organisations import open_sessions, passwords, second_factor
from gongkai.organisations.access import may, scope
from gongkai.organisations.models import Person
from gongkai.organisations.posts import posts_of
from gongkai.organisations.refusal import Refused

MOST = 50  # accounts on the page; who wants another searches for it


def _within_reach(request: HttpRequest) -> QuerySet[Person]:
    bodies = scope(person_of(request), "account.guard", timezone.localdate())
    return Person.objects.filter(body__in=bodies).select_related("body")


def _person_or_404(request: HttpRequest, key: int) -> Person:
    person = _within_reach(request).filter(pk=key).first()
    if person is None:
        raise Http404
    return person


@may("account.guard")
def index(request: HttpRequest) -> HttpResponse:
    """Accounts by name, account or body."""
    wanted = request.GET.get("q", "").strip().replace("\0", "")
    found = _within_reach(request).order_by("body__code", "account")
    if wanted:
        found = found.filter(
            Q(account__icontains=wanted) | Q(name__icontains=wanted) | Q(body__name__icontains=wanted)
        )
    people = list(found[: MOST + 1])
    page = {"people": people[:MOST], "wanted": wanted, "more": len(people) > MOST, "most": MOST}
    return render(request, "office/accounts.html", page)


@may("account.guard")
def page(request: HttpRequest, key: int) -> HttpResponse:
    """One account, with what may be done to it."""
    person, on = _person_or_404(request, key), timezone.localdate()
    found = {
        "person": person,
        "holdings": posts_of(person, on),
        "password_since": passwords.set_on(person),
        "one_time": passwords.must_change(person),
        "has_factor": second_factor.has(person),
        "sessions": open_sessions.open_of(person, at=timezone.now()),
    }
    return render(request, "office/guarded_account.html", found)


@may("account.guard")
@require_POST
@never_cache
def reset_password(request: HttpRequest, key: int) -> HttpResponse:
    """A password for one sign-in, on a slip to be printed; it is shown nowhere again."""
    person, by, on = _person_or_404(request, key), person_of(request), timezone.localdate()
    try:
        password = passwords.reset(person, by=by, on=on, reason=request.POST.get("reason", ""))
    except Refused as refused:
        return _refused(request, key, refused)
    slip = {"person": person, "password": password, "on": on, "days": passwords.ONE_TIME_DAYS}
    return render(request, "office/password_slip.html", slip)


@may("account.guard")
@require_POST
def reset_factor(request: HttpRequest, key: int) -> HttpResponse:
    """Take the second factor of a lost phone away."""
    person, by, on = _person_or_404(request, key), person_of(request), timezone.localdate()
    reason = request.POST.get("reason", "")
    try:
        second_factor.remove(person, by=by, on=on, reason=reason)
    except Refused as refused:
        return _refused(request, key, refused)
    messages.success(request, "动态口令已重置，本人下次登录时重新设置。")
    return redirect("guarded-account", key)


@may("account.guard")
@require_POST
def end_sessions(request: HttpRequest, key: int) -> HttpResponse:
    """End one session of the account, or all."""
    person, by, on = _person_or_404(request, key), person_of(request), timezone.localdate()
    mark = request.POST.get("mark", "")
    try:
        if mark:
            open_sessions.end_one(person, mark, by=by, on=on)
        else:
            open_sessions.end_others(person, by=by, on=on)
    except Refused as refused:
        return _refused(request, key, refused)
    messages.success(request, "登录会话已结束。")
    return redirect("guarded-account", key)


def _refused(request: HttpRequest, key: int, refused: Refused) -> HttpResponse:
    messages.error(request, str(refused))
    return redirect("guarded-account", key)
