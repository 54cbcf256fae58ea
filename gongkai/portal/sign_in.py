"""Signing in and out: account and password, then the code where there is a second factor."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gongkai.organisations import passwords, second_factor, sign_in
from gongkai.organisations.access import may, viewer
from gongkai.organisations.devices import device_in_words
from gongkai.organisations.models import Person
from gongkai.organisations.refusal import Refused
from gongkai.organisations.sessions import ADDRESS, DEVICE
from gongkai.organisations.sign_in import Origin
from gongkai.portal import resume
from gongkai.portal.gate import OWED

WAITING: Final = "waiting"  # in the session: whose password was right, and since when the code is waited for
PATIENCE: Final = timedelta(minutes=5)
BACKEND: Final = "django.contrib.auth.backends.ModelBackend"


class SignInForm(AuthenticationForm):
    """Account and password. Whatever is wrong is told in the same words."""

    def confirm_login_allowed(self, user: Person) -> None:
        if not sign_in.may_enter(user, timezone.localdate()):
            raise ValidationError("", code="inactive")


class SignIn(LoginView):
    """The first step, and the only one where no second factor is set up."""

    template_name = "portal/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_redirect_url(self, *args: object, **kwargs: object) -> str:
        wanted = super().get_redirect_url()
        return "" if wanted.startswith(reverse("login")) else wanted

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        held = self.request.POST.get(resume.HELD, "")
        idle = "ended" in self.request.GET
        return super().get_context_data(**kwargs) | {"ended": idle, "typed": bool(held), "held": held}

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        person, request = form.get_user(), self.request
        assert isinstance(person, Person)
        request.session.cycle_key()
        held = resume.taken(request.POST.get(resume.HELD, ""))
        if held:
            request.session[resume.HELD] = held
        if not second_factor.has(person):
            return _enter(request, person, self.get_redirect_url(), "")
        request.session[WAITING] = [person.pk, timezone.now().isoformat(), self.get_redirect_url()]
        return redirect("login-code")

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        if not getattr(self.request, "axes_locked_out", False):
            account = form.cleaned_data.get("username", "")
            on = timezone.localdate()
            sign_in.turn_away(account, origin=origin_of(self.request), on=on, reason="账号或密码不对")
        return super().form_invalid(form)


class CodeForm(forms.Form):
    """The code from the phone, or a recovery code."""

    code = forms.CharField(max_length=32, required=True)


@may("session.open")
@never_cache
def code(request: HttpRequest) -> HttpResponse:
    """The second step."""
    waiting = _waiting(request)
    if waiting is None:
        return redirect("login")
    person, then = waiting
    says = ""
    if request.method == "POST":
        says = _looked_at(request, person)
        if not says:
            return _enter(request, person, then, request.session.pop("factor"))
    return render(request, "portal/login_code.html", {"says": says})


def _looked_at(request: HttpRequest, person: Person) -> str:
    """Empty where the code is right, else what is wrong with it; the kind of factor goes into the session."""
    form, on = CodeForm(request.POST), timezone.localdate()
    try:
        kind = form.is_valid() and second_factor.accept(person, form.cleaned_data["code"], at=timezone.now())
    except Refused as refused:
        return str(refused)
    if kind:
        request.session["factor"] = kind
        return ""
    sign_in.turn_away(person.account, origin=origin_of(request), on=on, reason="动态口令不对")
    return "动态口令或恢复码不对，或者已经用过。动态口令请等手机显示下一个再输入。"


def _waiting(request: HttpRequest) -> tuple[Person, str] | None:
    """Whose code is waited for and where they want to go; nobody when it took too long or the account was closed."""
    found = request.session.get(WAITING)
    if not found or timezone.now() - datetime.fromisoformat(found[1]) > PATIENCE:
        return None
    person = Person.objects.filter(pk=found[0]).first()
    if person is None or not sign_in.may_enter(person, timezone.localdate()):
        return None
    return person, found[2]


def _enter(request: HttpRequest, person: Person, then: str, factor: str) -> HttpResponse:
    """A session begins, under a new key."""
    origin, on = origin_of(request), timezone.localdate()
    request.session.pop(WAITING, None)
    login(request, person, backend=BACKEND)
    request.session[ADDRESS], request.session[DEVICE] = origin.address, origin.device
    request.session[OWED] = sign_in.owes(person, on)
    sign_in.enter(person, origin=origin, on=on, factor=factor)
    _remind(request, person, factor)
    if resume.HELD in request.session:
        return redirect("resume")
    return redirect(safe(then) or resolve_url(settings.LOGIN_REDIRECT_URL))


def _remind(request: HttpRequest, person: Person, factor: str) -> None:
    age = passwords.too_old(person, timezone.localdate())
    if age:
        messages.warning(request, f"这个密码已经用了 {age} 天，请在“我的账号”里更换。")
    if factor == "recovery":
        left = second_factor.codes_left(person)
        messages.warning(request, f"刚才用掉了一个恢复码，还剩 {left} 个；可在“我的账号”里换一套新的。")


def safe(address: str) -> str:
    """An address on this site, else nothing: the sign-in page sends nobody elsewhere."""
    return address if url_has_allowed_host_and_scheme(address, allowed_hosts=None) else ""


def origin_of(request: HttpRequest) -> Origin:
    """From where a request comes, in words."""
    described = request.META.get("HTTP_USER_AGENT", "")
    return Origin(request.META.get("REMOTE_ADDR", ""), device_in_words(described))


@may("session.open")
@require_POST
def leave(request: HttpRequest) -> HttpResponseBase:
    """Sign out here; other sessions stay."""
    person = viewer(request)
    if person is not None:
        sign_in.leave(person, on=timezone.localdate())
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)
