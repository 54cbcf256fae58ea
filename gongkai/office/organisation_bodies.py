"""机关: the list of bodies, one body with all that is on record of it, and the changes of a reform."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple, cast

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from gongkai.office import organisation_forms as ask
from gongkai.office.listing import Column, Listed, Listing
from gongkai.office.listing_file import listing_file
from gongkai.office.listing_filters import Filter, choice
from gongkai.office.organisation_task import Task, task_page
from gongkai.office.uploads import person_of
from gongkai.organisations import actions, groups, reaching, rules, succession
from gongkai.organisations.access import View, allowed, may, scope
from gongkai.organisations.holdings import in_force
from gongkai.organisations.models import Body, Holding, Kind, Naming, Person, Succession
from gongkai.organisations.queries import bodies_as_of

CHANGE: Final = "bodies.change"
BODIES: Final = Listing(
    code="bodies",
    caption="机关",
    order="code",
    columns=(
        Column("code", "代码", lambda one: one.code, order="code"),
        Column("name", "名称", lambda one: one.name, order="name", link=lambda one: body_address(one)),
        Column("kind", "类别", lambda one: one.get_kind_display(), order="kind"),
        Column("from", "设立日期", lambda one: one.established_on, order="established_on"),
        Column("to", "撤销日期", lambda one: one.abolished_on),
    ),
    filters=(
        Filter("q", "名称或代码", "words", lambda text: _named(text)),
        choice("kind", "类别", "kind", lambda: Kind.choices),
    ),
)


def _named(text: str) -> Q:
    """By code, or by any name a body ever had."""
    return Q(code__icontains=text) | Q(pk__in=Naming.objects.filter(name__icontains=text).values("body"))


def body_address(body: Body) -> str:
    return reverse("body", args=[body.pk])


@may("bodies.read")
def index(request: HttpRequest) -> HttpResponse:
    """Every body, by any name it had."""
    listed = Listed(BODIES, Body.objects.all(), request)
    if listed.wants_file:
        return cast(HttpResponse, listing_file(listed))
    changes = allowed(person_of(request), CHANGE, None, timezone.localdate())
    return render(request, "office/bodies.html", {"list": listed, "changes": changes})


@may("bodies.read")
def page(request: HttpRequest, key: int) -> HttpResponse:
    """One body: names, place, reforms, how it is reached, who leads, its rules, and, for whom they are, its people."""
    body, person, on = get_object_or_404(Body, pk=key), person_of(request), timezone.localdate()
    may_do = {name: allowed(person, f"bodies.{name}", body, on) for name in ("change", "describe", "people")}
    holdings = Holding.objects.filter(in_force(on), body=body).select_related(
        "person", "stand_in_for__person"
    )
    found = {
        "body": body,
        "may_do": may_do,
        "namings": body.namings.all(),
        "placements": body.placements.select_related("parent"),
        "moves": Succession.objects.filter(Q(before=body) | Q(after=body)).select_related("before", "after"),
        "contact": reaching.contact_of(body, on),
        "groups": [(group, groups.members_of(group, on)) for group in groups.groups_of(body, on)],
        "rules": rules.rules_of(body, on),
        "advisers": body.legal_advisers.filter(Q(until=None) | Q(until__gt=on)),
        "holdings": sorted(holdings, key=lambda one: one.rank) if may_do["people"] else (),
        "exists": body in bodies_as_of(on),
        "answers": succession.successor(body, "", on),
    }
    return render(request, "office/body.html", found)


class Change(NamedTuple):
    """A change to a body: what it is called, its form, and what it does with what was filled in (``by`` and all the
    form asks, by name); returns what to say."""

    title: str
    form: type[ask.OfBodies]
    act: Callable[..., str]
    initial: Callable[[Any], Mapping[str, object]] = lambda about: {}
    warning: str = ""


def body_within(request: HttpRequest, key: int, action: str) -> Body:
    """A body for which the person may do this; refused for any other (that it exists is public)."""
    body = get_object_or_404(Body, pk=key)
    if not allowed(person_of(request), action, body, timezone.localdate()):
        raise PermissionDenied("只能办理本机关及下级机关的事项。")
    return body


def change(code: str, *, action: str = CHANGE) -> View:
    """The view of one change to a body."""
    told = CHANGES[code]

    @may(action)
    def view(request: HttpRequest, key: int) -> HttpResponse:
        body, by = body_within(request, key, action), person_of(request)
        return task_page(request, _task(code, told, body, by, action))

    return view


def _task(code: str, told: Change, body: Body, by: Person, action: str) -> Task:
    def act(given: Mapping[str, Any], form: ask.OfBodies) -> str:
        return told.act(body, form, by=by, **given)

    return Task(
        code=f"bodies.{code}",
        subject=body.pk,
        title=f"{told.title}：{body.name}",
        button=told.title,
        form=told.form,
        act=act,
        back=(body.name, body_address(body)),
        choices=_bodies(by, action, besides=body),
        initial=told.initial(body),
        warning=told.warning,
    )


def _bodies(by: Person, action: str, *, besides: Body | None = None) -> dict[str, QuerySet[Any]]:
    """The bodies there are to choose, in every field for one: those the person answers for, as of today."""
    on = timezone.localdate()
    bodies = bodies_as_of(on).filter(pk__in=scope(by, action, on))
    if besides is not None:
        bodies = bodies.exclude(pk=besides.pk)
    return dict.fromkeys(("parent", "into", "to", "rest", "body_1", "body_2", "body_3", "body"), bodies)


@may(CHANGE)
def establish(request: HttpRequest) -> HttpResponse:
    """Set up a body."""
    by = person_of(request)

    def act(given: Mapping[str, Any], form: ask.OfBodies) -> str:
        body = actions.establish(by=by, **given)
        return f"已设立“{body.name}”。"

    task = Task(
        code="bodies.establish",
        subject="",
        title="设立机关",
        button="设立",
        form=ask.EstablishForm,
        act=act,
        back=("机关", reverse("bodies")),
        choices=_bodies(by, CHANGE),
        initial={},
    )
    return task_page(request, task)


def _rename(body: Body, form: object, **given: Any) -> str:
    old = body.name
    actions.rename(body, **given)
    return f"“{old}”自 {given['on']} 起更名为“{body.name}”。"


def _place(body: Body, form: object, **given: Any) -> str:
    actions.place(body, **given)
    return f"自 {given['on']} 起隶属“{given['parent'].name}”。"


def _merge(body: Body, form: object, **given: Any) -> str:
    succession.merge([body], **given)
    return f"自 {given['on']} 起并入“{given['into'].name}”，人员和岗位一并转入。"


def _transfer(body: Body, form: object, **given: Any) -> str:
    succession.transfer(body, **given)
    return f"“{given['function']}”自 {given['on']} 起由“{given['to'].name}”承担。"


def _split(body: Body, form: ask.SplitForm, **given: Any) -> str:
    about = {name: given[name] for name in ("rest", "basis", "on", "by")}
    succession.split(body, functions=form.functions(), **about)
    return f"“{body.name}”自 {given['on']} 起撤销，职能由各承接机关承担。"


def _abolish(body: Body, form: object, **given: Any) -> str:
    actions.abolish(body, **given)
    return f"“{body.name}”自 {given['on']} 起撤销。"


CHANGES: Final[Mapping[str, Change]] = {
    "rename": Change("更名", ask.RenameForm, _rename, warning="原名称保留在沿革里，仍可按原名称查到。"),
    "place": Change("调整隶属", ask.PlaceUnderForm, _place),
    "transfer": Change("转移职能", ask.TransferForm, _transfer),
    "merge": Change(
        "合并",
        ask.MergeForm,
        _merge,
        warning="合并之日起本机关撤销；下级机关、人员和岗位转入并入机关，以前的信息和申请由并入机关负责。",
    ),
    "split": Change(
        "拆分",
        ask.SplitForm,
        _split,
        warning="拆分之日起本机关撤销；未列明的职能、下级机关、人员和岗位归“其余职能的承接机关”。",
    ),
    "abolish": Change(
        "撤销",
        ask.EndForm,
        _abolish,
        warning="撤销之日起本机关的岗位随之结束。职能由其他机关承继的，请办理合并或拆分。",
    ),
}
