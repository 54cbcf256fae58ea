"""我的账号: a person's own password, second factor and open sessions."""

from __future__ import annotations

from typing import cast

from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gongkai.office.uploads import person_of
from gongkai.organisations import open_sessions, passwords, second_factor
from gongkai.organisations.access import may
from gongkai.organisations.posts import posts_of
from gongkai.organisations.refusal import Refused
from gongkai.portal.gate import OWED
from gongkai.portal.qr import picture


class PasswordForm(forms.Form):
    """The old password, and the new one twice."""

    old_password = forms.CharField(
        label="现用密码", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    new_password = forms.CharField(
        label="新密码", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    again_password = forms.CharField(
        label="再输一遍新密码", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean(self) -> dict[str, str]:
        given = cast("dict[str, str]", super().clean() or {})
        if given.get("new_password") != given.get("again_password"):
            self.add_error("again_password", "两次输入的新密码不一样。")
        return given


@may("account.own")
def page(request: HttpRequest) -> HttpResponse:
    """Posts, password, second factor and sessions at a glance."""
    person, on = person_of(request), timezone.localdate()
    found = {
        "holdings": posts_of(person, on),
        "password_since": passwords.set_on(person),
        "has_factor": second_factor.has(person),
        "factor_required": second_factor.required(person, on),
        "codes_left": second_factor.codes_left(person),
        "sessions": open_sessions.open_of(person, at=timezone.now(), here=request.session.session_key),
    }
    return render(request, "office/account.html", found)


@may("account.own")
@never_cache
def password(request: HttpRequest) -> HttpResponse:
    """Choose a new password; the other sessions end."""
    form, person = PasswordForm(request.POST or None), person_of(request)
    if form.is_valid():
        old, new = form.cleaned_data["old_password"], form.cleaned_data["new_password"]
        here = request.session.session_key
        try:
            passwords.choose(person, old=old, new=new, by=person, on=timezone.localdate(), keep=here)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            update_session_auth_hash(request, person)
            messages.success(request, "密码已修改，其他登录会话已结束。")
            return _paid(request, "password")
    owed = "password" in request.session.get(OWED, [])
    return render(request, "office/account_password.html", {"form": form, "owed": owed})


def _paid(request: HttpRequest, what: str) -> HttpResponse:
    """One thing less to do before going on; then to the page of the next, or to one's own account."""
    owed = request.session.get(OWED, [])
    request.session[OWED] = [one for one in owed if one != what]
    return redirect("office" if owed and not request.session[OWED] else "own-account")


@may("account.own")
@never_cache
def factor(request: HttpRequest) -> HttpResponse:
    """Set up the second factor: the picture for the phone, its first code, then the recovery codes."""
    person, says = person_of(request), ""
    if second_factor.has(person):
        return redirect("own-account")
    if request.method == "POST":
        try:
            on, typed = timezone.localdate(), request.POST.get("code", "")
            codes = second_factor.confirm(person, typed, by=person, on=on)
        except Refused as refused:
            says = str(refused)
        else:
            owed = request.session.get(OWED, [])
            request.session[OWED] = [one for one in owed if one != "second_factor"]
            return render(request, "office/account_codes.html", {"codes": codes})
    device = second_factor.offered(person)
    owed = "second_factor" in request.session.get(OWED, [])
    found = {"secret": second_factor.secret_in_groups(device), "says": says, "owed": owed}
    return render(request, "office/account_factor.html", found)


@may("account.own")
@never_cache
def factor_qr(request: HttpRequest) -> HttpResponse:
    """The picture for the phone, made here; once the factor is in use it is shown no more."""
    person = person_of(request)
    if second_factor.has(person):
        return HttpResponse(status=404)
    return picture(second_factor.offered(person).config_url, scale=5, border=3)


@may("account.own")
@require_POST
@never_cache
def codes(request: HttpRequest) -> HttpResponse:
    """A new set of recovery codes, shown once."""
    person = person_of(request)
    if not person.check_password(request.POST.get("old_password", "")):
        return _refused(request, "现用密码不对，没有更换恢复码。")
    try:
        fresh = second_factor.new_codes(person, by=person, on=timezone.localdate())
    except Refused as refused:
        return _refused(request, str(refused))
    return render(request, "office/account_codes.html", {"codes": fresh})


@may("account.own")
@require_POST
def factor_off(request: HttpRequest) -> HttpResponse:
    """Stop using the second factor, where no post calls for one."""
    person = person_of(request)
    if not person.check_password(request.POST.get("old_password", "")):
        return _refused(request, "现用密码不对，没有停用动态口令。")
    try:
        second_factor.remove(person, by=person, on=timezone.localdate(), reason="本人停用")
    except Refused as refused:
        return _refused(request, str(refused))
    messages.success(request, "动态口令已停用。")
    return redirect("own-account")


@may("account.own")
@require_POST
def end_session(request: HttpRequest) -> HttpResponse:
    """End one session of one's own by its mark, or all but this."""
    person, on, mark = person_of(request), timezone.localdate(), request.POST.get("mark", "")
    try:
        if mark:
            open_sessions.end_one(person, mark, by=person, on=on)
            messages.success(request, "这个登录会话已结束。")
        else:
            ended = open_sessions.end_others(person, by=person, on=on, keep=request.session.session_key)
            messages.success(request, f"已结束其他登录会话 {ended} 个。")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("own-account")


def _refused(request: HttpRequest, says: str) -> HttpResponse:
    messages.error(request, says)
    return redirect("own-account")
