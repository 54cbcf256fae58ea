"""人员: who works at the bodies, in which posts, and how they come, move and take office."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, cast

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from gongkai.office import organisation_forms as ask
from gongkai.office.drafts import DraftHere
from gongkai.office.listing import Column, Listed, Listing
from gongkai.office.listing_file import listing_file
from gongkai.office.listing_filters import Filter, choice, words
from gongkai.office.organisation_task import Task, task_page
from gongkai.office.uploads import person_of
from gongkai.organisations.access import allowed, held, may, scope
from gongkai.organisations.arriving import arrive
from gongkai.organisations.holdings import in_force
from gongkai.organisations.models import OFFICERS, Body, Holding, Person, Post
from gongkai.organisations.passwords import ONE_TIME_DAYS
from gongkai.organisations.posts import appoint, end
from gongkai.organisations.queries import bodies_as_of
from gongkai.organisations.refusal import Refused
from gongkai.organisations.staying import move

READ: Final = "bodies.people"
HAND_OVER: Final = "people.hand_over"
PEOPLE: Final = Listing(
    code="people",
    caption="人员",
    order="account",
    columns=(
        Column("account", "账号", lambda one: one.account, order="account", link=lambda one: _address(one)),
        Column("name", "姓名", lambda one: one.name, order="name"),
        Column("body", "机关", lambda one: one.body.name if one.body else ""),
        Column("posts", "岗位", lambda one: _posts(one)),
        Column("state", "账号状态", lambda one: "在用" if one.is_active else "停用"),
    ),
    filters=(
        words("q", "账号、姓名或机关", "account", "name", "body__name"),
        Filter("post", "岗位", "choice", lambda post: _in_post(post), lambda: Post.choices),
        choice("state", "状态", "is_active", lambda: (("1", "在用"), ("0", "停用"))),
    ),
)


def _address(person: Person) -> str:
    return reverse("person", args=[person.pk])


def _posts(person: Person) -> str:
    today = timezone.localdate()
    held = [one for one in person.holdings.all() if one.until is None or one.until > today]
    return "、".join(
        f"{one.get_post_display()}{'（B 岗）' if one.stand_in_for_id else ''}"
        for one in sorted(held, key=lambda one: one.rank)
    )


def _in_post(post: str) -> Q:
    """Whoever holds a post now, of their own or as a stand-in."""
    return Q(pk__in=Holding.objects.filter(in_force(timezone.localdate()), post=post).values("person"))


def people_within(request: HttpRequest, action: str) -> QuerySet[Person]:
    """The people of the bodies for which whoever asks may do this."""
    bodies = scope(person_of(request), action, timezone.localdate())
    return Person.objects.filter(body__in=bodies).select_related("body")


def person_within(request: HttpRequest, key: int, action: str) -> Person:
    """Somebody of those; anybody else is not found."""
    return get_object_or_404(people_within(request, action), pk=key)


def handed_over_by(request: HttpRequest) -> QuerySet[Person]:
    """The people whose hand-over the person may arrange. Officers see nothing of the business: they do so for officers,
    and whoever speaks for the 主管部门 for everybody else."""
    officers = Holding.objects.filter(post__in=OFFICERS).values("person")
    people, by = people_within(request, HAND_OVER), person_of(request)
    if any(one.post in OFFICERS for one in held(by, timezone.localdate())):
        return people.filter(pk__in=officers)
    return people.exclude(pk__in=officers)


@may(READ)
def index(request: HttpRequest) -> HttpResponse:
    """The people of one's bodies."""
    rows = people_within(request, READ).prefetch_related("holdings")
    listed = Listed(PEOPLE, rows, request)
    if listed.wants_file:
        return cast(HttpResponse, listing_file(listed))
    enrols = allowed(person_of(request), "people.arrive", None, timezone.localdate())
    return render(request, "office/people.html", {"list": listed, "enrols": enrols})


@may(READ)
def page(request: HttpRequest, key: int) -> HttpResponse:
    """One person: where they are and were, their posts of any day, what was handed over."""
    person, by, on = person_within(request, key, READ), person_of(request), timezone.localdate()
    holdings = person.holdings.select_related("body", "stand_in_for__person").order_by("-since", "pk")
    actions = ("appoint", "move")
    found = {
        "person": person,
        "holdings": [(one, one.until is None or one.until > on) for one in holdings],
        "stays": person.stays.select_related("body"),
        "hand_overs": person.hand_overs.all(),
        "may_do": {name: allowed(by, f"people.{name}", person.body, on) for name in actions}
        | {"hand_over": handed_over_by(request).filter(pk=key).exists()},
    }
    return render(request, "office/person.html", found)


def _bodies(request: HttpRequest, action: str) -> QuerySet[Body]:
    on = timezone.localdate()
    return bodies_as_of(on).filter(pk__in=scope(person_of(request), action, on))


@may("people.arrive")
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """An account for somebody who comes; its first password is on the page that follows, to be printed."""
    draft = DraftHere(request, "people.arrive", title="新设账号")
    initial = {"on": timezone.localdate(), **draft.initial}
    form = ask.ArriveForm(request.POST or None, initial=initial).among(body=_bodies(request, "people.arrive"))
    if request.method == "POST" and form.is_valid():
        try:
            person, password = arrive(by=person_of(request), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            draft.handed_in()
            slip = {"person": person, "password": password, "days": ONE_TIME_DAYS}
            return render(request, "office/person_slip.html", {**slip, "on": form.cleaned_data["on"]})
    task = {"title": "新设账号", "button": "设立账号", "back": ("人员", reverse("people"))}
    return render(request, "office/organisation_task.html", {"task": task, "form": form, "draft": draft})


@may("people.appoint")
def take_office(request: HttpRequest, key: int) -> HttpResponse:
    """Give somebody a post, in their own right or as a stand-in."""
    person, by = person_within(request, key, "people.appoint"), person_of(request)

    def act(given: Mapping[str, Any], form: ask.OfBodies) -> str:
        held = appoint(person, by=by, **given)
        return f"“{person.name}”自 {given['on']} 起任“{held.body.name}”{held.get_post_display()}。"

    task = Task(
        code="people.appoint",
        subject=person.pk,
        title=f"任职：{person.name}",
        button="任职",
        form=ask.AppointForm,
        act=act,
        back=(person.name, _address(person)),
        choices={
            "body": _bodies(request, "people.appoint"),
            "stand_in_for": people_within(request, "people.appoint").filter(is_active=True).exclude(pk=key),
        },
        initial={"body": person.body_id},
        warning="系统、安全、审计三员互斥，且不得兼任业务岗位。",
    )
    return task_page(request, task)


@may("people.appoint")
def leave_office(request: HttpRequest, key: int) -> HttpResponse:
    """End one holding of a post."""
    by = person_of(request)
    within = scope(by, "people.appoint", timezone.localdate())
    holding = get_object_or_404(Holding.objects.select_related("person", "body"), pk=key, body__in=within)
    person = holding.person

    def act(given: Mapping[str, Any], form: ask.OfBodies) -> str:
        end(holding, by=by, on=given["on"])
        return f"“{person.name}”自 {given['on']} 起不再任“{holding.body.name}”{holding.get_post_display()}。"

    task = Task(
        code="people.end_post",
        subject=holding.pk,
        title=f"卸任：{person.name}（{holding.get_post_display()}）",
        button="卸任",
        form=ask.EndForm,
        act=act,
        back=(person.name, _address(person)) if person.body_id in within else ("人员", reverse("people")),
        choices={},
        initial={},
        warning="手上还有在办事项的，请改办交接，一次全部转给接手的人。",
    )
    return task_page(request, task)


@may("people.move")
def change_body(request: HttpRequest, key: int) -> HttpResponse:
    """Somebody changes to another body."""
    person, by = person_within(request, key, "people.move"), person_of(request)

    def act(given: Mapping[str, Any], form: ask.OfBodies) -> str:
        move(person, by=by, **given)
        return f"“{person.name}”自 {given['on']} 起在“{given['to'].name}”。"

    task = Task(
        code="people.move",
        subject=person.pk,
        title=f"调动：{person.name}",
        button="调动",
        form=ask.MoveForm,
        act=act,
        back=("人员", reverse("people")),
        choices={"to": _bodies(request, "people.move")},
        initial={},
        warning="在原机关还任职的，先办交接。",
    )
    return task_page(request, task)
