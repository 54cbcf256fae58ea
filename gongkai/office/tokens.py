"""接口令牌: which programs may act for one's bodies; a new one, shown once; making one invalid."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from gongkai.office.drafts import DraftHere
from gongkai.office.listing import Act, Column, Listed, Listing
from gongkai.office.listing_file import listing_file
from gongkai.office.listing_filters import words as text_filter
from gongkai.office.organisation_forms import OfBodies, a_body, day, words
from gongkai.office.organisation_task import Task, task_page
from gongkai.office.uploads import person_of
from gongkai.organisations.access import actions, allowed, may, scope
from gongkai.organisations.models import ApiToken, Body
from gongkai.organisations.refusal import Refused
from gongkai.organisations.tokens import LONGEST, Wish, issue, offered, revoke, state_of, tokens_seen_by

SIGNS = {"有效": "clean", "已作废": "bare", "已到期": "bare", "责任人已停用": "question"}


def _state(token: ApiToken) -> str:
    return state_of(token, timezone.localdate())


def _acts(token: ApiToken) -> list[Act]:
    if token.revoked_on is not None:
        return []
    return [Act("作废", reverse("token-revoke", args=[token.pk]), token.purpose)]


TOKENS = Listing(
    code="tokens",
    caption="接口令牌",
    order="-pk",
    filters=(
        text_filter("purpose", "用途", "purpose"),
        text_filter("body", "机关", "body__name"),
        text_filter("owner", "责任人", "owner__name"),
    ),
    columns=(
        Column("purpose", "用途", lambda token: token.purpose),
        Column("hint", "密钥开头", lambda token: token.hint),
        Column("body", "机关", lambda token: token.body.name),
        Column("owner", "责任人", lambda token: token.owner.name),
        Column("actions", "可办的事", lambda token: _said(token.codes)),
        Column("expires", "到期日期", lambda token: token.expires_on, order="expires_on"),
        Column("used", "最近使用", lambda token: token.used_at),
        Column("state", "状态", _state, signs=lambda token: [(SIGNS[_state(token)], _state(token))]),
    ),
    acts=_acts,
    empty="没有接口令牌。",
)


def _said(codes: tuple[str, ...]) -> str:
    return "；".join(actions()[code].says if code in actions() else code for code in codes)


class TokenForm(OfBodies):
    """What a token is for."""

    body = a_body("机关")
    purpose = words(
        "用途", 60, hint="哪个系统、用来做什么，例：县财政局办公系统报送年报。会记入日志，不要写个人信息。"
    )
    actions = forms.MultipleChoiceField(
        label="可办的事",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请选择令牌可办的事，至少一项。"},
    )
    expires_on = day("到期日期")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["actions"].choices = [(code, actions()[code].says) for code in offered()]  # type: ignore[attr-defined]


class RevokeForm(OfBodies):
    reason = words("理由", 100, hint="记入日志。")


@may("tokens.keep")
def index(request: HttpRequest) -> HttpResponseBase:
    """Every token one answers for."""
    person, on = person_of(request), timezone.localdate()
    listed = Listed(TOKENS, tokens_seen_by(person, on), request)
    if listed.wants_file:
        return listing_file(listed)
    page = {"list": listed, "may_issue": allowed(person, "tokens.own", None, on)}
    return render(request, "office/tokens.html", page)


@may("tokens.own")
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Ask what a token is for; then show it, once."""
    person, on = person_of(request), timezone.localdate()
    draft = DraftHere(request, "tokens.own", title="生成接口令牌")
    initial = {
        "body": person.body_id,
        "expires_on": on + LONGEST - timedelta(days=1),
        "actions": offered()[:1],
    }
    form = TokenForm(request.POST or None, initial={**initial, **draft.initial})
    form.among(body=Body.objects.filter(pk__in=scope(person, "tokens.own", on)))
    if form.is_valid():
        found = form.cleaned_data
        try:
            wish = Wish(found["purpose"], found["actions"], found["expires_on"])
            issued = issue(found["body"], wish=wish, by=person, on=on)
        except Refused as refused:
            form.add_error(None, forms.ValidationError(str(refused)))
        else:
            draft.handed_in()
            slip = {"token": issued.token, "secret": issued.secret, "says": _said(issued.token.codes)}
            return render(request, "office/token_slip.html", slip)
    return render(request, "office/token_new.html", {"form": form, "draft": draft})


@may("tokens.keep")
def take_away(request: HttpRequest, key: int) -> HttpResponse:
    """Make a token invalid, with the reason."""
    person, on = person_of(request), timezone.localdate()
    token = tokens_seen_by(person, on).filter(pk=key).first()
    if token is None:
        raise Http404

    def act(found: Any, form: OfBodies) -> str:
        revoke(token, by=person, on=on, reason=found["reason"])
        return f"令牌“{token.purpose}”已作废，立即生效。"

    task = Task(
        code="tokens.keep",
        subject=key,
        title=f"作废令牌：{token.purpose}",
        button="作废",
        form=RevokeForm,
        act=act,
        back=("接口令牌", reverse("tokens")),
        choices={},
        initial={},
        warning="作废后，用它的系统马上不能再办事，也不能恢复；需要时另外生成。",
    )
    return task_page(request, task)
