"""发布账号: accounts, boards, gazettes and reading points of the bodies within reach; each with what went out on it, what is
wrong with it, and for a reading point the package of today."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, cast

from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from gongkai.catalogue import outlets
from gongkai.catalogue.channels.registry import platforms
from gongkai.catalogue.models import Outlet, Release, Removal
from gongkai.catalogue.outlets import Particulars, faults_of, outlets_within, renewed
from gongkai.catalogue.reading_points import READING_POINT, deliver, digest_of, editions_for, write
from gongkai.files.admission import NotAdmitted
from gongkai.office.carrying_out import carried_out
from gongkai.office.listing import Column, Listed, Listing
from gongkai.office.listing_file import listing_file
from gongkai.office.listing_filters import choice, words
from gongkai.office.organisation_forms import OfBodies
from gongkai.office.organisation_task import Task, task_page
from gongkai.office.outlet_forms import CloseForm, CountForm, NewOutletForm, OutletForm, proof_of
from gongkai.office.uploads import person_of
from gongkai.organisations.access import allowed, may, scope
from gongkai.organisations.models import Body, Person
from gongkai.organisations.refusal import Refused

SHOWN: Final = 50
FIELDS: Final = ("name", "address", "serves_below", "certified", "filed")


def site_of(request: HttpRequest) -> str:
    """The public address of the platform, without a slash at the end."""
    return request.build_absolute_uri("/")[:-1]


def _renewed(outlet: Any) -> date | None:
    return renewed(outlet, outlet.out_at) if outlet.kind.new_media else None


OUTLETS: Final = Listing(
    code="outlets",
    caption="发布账号",
    order="pk",
    columns=(
        Column(
            "name", "名称", lambda one: one.name, "name", link=lambda one: reverse("outlet", args=[one.pk])
        ),
        Column("platform", "平台", lambda one: one.kind.says, "platform"),
        Column("body", "主办机关", lambda one: one.body.name),
        Column("keeper", "责任人", lambda one: one.keeper.name),
        Column("followers", "关注人数", lambda one: one.followers, "followers"),
        Column("renewed", "最近更新", _renewed),
        Column("state", "状态", lambda one: "停用" if one.closed_on else "使用中"),
    ),
    filters=(
        words("q", "名称或地点", "name", "address"),
        choice(
            "platform", "平台", "platform", lambda: [(one.code, one.says) for one in platforms().values()]
        ),
    ),
    empty="还没有登记发布账号。",
)


@may("outlets.look")
def index(request: HttpRequest) -> HttpResponse:
    """Every outlet of the bodies within reach."""
    person, on = person_of(request), timezone.localdate()
    listed = Listed(OUTLETS, outlets_within(person, on), request)
    if listed.wants_file:
        return cast(HttpResponse, listing_file(listed))
    keeps = allowed(person, "outlets.keep", None, on)
    return render(request, "office/outlets.html", {"list": listed, "keeps": keeps})


def outlet_or_404(request: HttpRequest, key: int, action: str = "") -> Any:
    """An outlet within reach, with ``out_at``; with an action, one that the person may do this with."""
    person, on = person_of(request), timezone.localdate()
    found = outlets_within(person, on).filter(pk=key).first()
    if found is None or (action and not allowed(person, action, found.body, on)):
        raise Http404
    return found


@may("outlets.look")
def page(request: HttpRequest, key: int) -> HttpResponse:
    """One outlet."""
    outlet, person, on = outlet_or_404(request, key), person_of(request), timezone.localdate()
    out = Release.objects.filter(outlet=outlet).select_related("edition", "by").order_by("-at")
    point = outlet.platform == READING_POINT and outlet.closed_on is None
    editions = editions_for(outlet, on) if point else []
    found = {
        "outlet": outlet,
        "renewed": _renewed(outlet),
        "faults": faults_of(outlet, outlet.out_at, on),
        "out": out[:SHOWN],
        "count": out.count(),
        "waiting": Removal.objects.filter(release__outlet=outlet, done_at__isnull=True).count(),
        "point": point,
        "editions": len(editions),
        "digest": digest_of(editions),
        "keeps": outlet.closed_on is None and allowed(person, "outlets.keep", outlet.body, on),
    }
    return render(request, "office/outlet.html", found)


def _particulars(platform: str, given: Mapping[str, Any]) -> Particulars:
    return Particulars(platform, **{name: given[name] for name in FIELDS})


def _colleagues(bodies: Q) -> Mapping[str, Any]:
    return {"keeper": Person.objects.filter(bodies, is_active=True).order_by("body", "name")}


@may("outlets.keep")
def new(request: HttpRequest) -> HttpResponse:
    """Enter an outlet."""
    person, on = person_of(request), timezone.localdate()
    keys = scope(person, "outlets.keep", on)

    def act(given: Mapping[str, Any], form: OfBodies) -> str:
        made = outlets.open_outlet(
            given["body"],
            particulars=_particulars(given["platform"], given),
            keeper=given["keeper"],
            opened_on=given["opened_on"],
            by=person,
            on=on,
        )
        return f"已登记“{made.name}”。"

    bodies = {"body": Body.objects.filter(pk__in=keys).order_by("code"), **_colleagues(Q(body__in=keys))}
    return task_page(request, _task("new", 0, "登记发布账号", NewOutletForm, act, bodies, {"keeper": person}))


def _task(
    code: str,
    key: int,
    title: str,
    form: type[OfBodies],
    act: Callable[[Mapping[str, Any], OfBodies], str],
    *about: Mapping[str, Any],
) -> Task:
    choices, initial = (*about, {}, {})[:2]
    back = ("发布账号", reverse("outlet", args=[key]) if key else reverse("outlets"))
    return Task(f"outlet.{code}", key, title, "保存", form, act, back, choices, initial)


@may("outlets.keep")
def change(request: HttpRequest, key: int) -> HttpResponse:
    """Change what is kept of an outlet."""
    outlet, by, on = outlet_or_404(request, key, "outlets.keep"), person_of(request), timezone.localdate()

    def act(given: Mapping[str, Any], form: OfBodies) -> str:
        told = _particulars(outlet.platform, given)
        outlets.change_outlet(outlet, particulars=told, keeper=given["keeper"], by=by, on=on)
        return "已保存。"

    initial = {name: getattr(outlet, name) for name in (*FIELDS, "keeper")}
    task = _task(
        "change", key, f"修改：{outlet.name}", OutletForm, act, _colleagues(Q(body=outlet.body)), initial
    )
    return task_page(request, task)


@may("outlets.keep")
def count(request: HttpRequest, key: int) -> HttpResponse:
    """Write down followers and the last day something new was on it."""
    outlet, by, on = outlet_or_404(request, key, "outlets.keep"), person_of(request), timezone.localdate()

    def act(given: Mapping[str, Any], form: OfBodies) -> str:
        outlets.keep_count(outlet, **given, by=by, on=on)
        return "已登记。"

    return task_page(request, _task("count", key, f"登记关注人数和更新：{outlet.name}", CountForm, act))


@may("outlets.keep")
def close(request: HttpRequest, key: int) -> HttpResponse:
    """Close an outlet."""
    outlet, by, on = outlet_or_404(request, key, "outlets.keep"), person_of(request), timezone.localdate()

    def act(given: Mapping[str, Any], form: OfBodies) -> str:
        outlets.close_outlet(outlet, reason=given["reason"], by=by, on=on)
        return "已停用，以前的发布记录都保留。"

    return task_page(request, _task("close", key, f"停用：{outlet.name}", CloseForm, act))


def _point_or_404(request: HttpRequest, key: int) -> Outlet:
    outlet: Outlet = outlet_or_404(request, key, "outlets.keep")
    if outlet.platform != READING_POINT or outlet.closed_on is not None:
        raise Http404
    return outlet


@may("outlets.keep")
def package(request: HttpRequest, key: int) -> HttpResponseBase:
    """The package of today for a reading point, for saving."""
    outlet, on = _point_or_404(request, key), timezone.localdate()
    out = tempfile.TemporaryFile()  # noqa: SIM115  # the answer closes it when it has gone out
    write(outlet, out, site=site_of(request), on=on)
    out.seek(0)
    return FileResponse(
        out, as_attachment=True, filename=f"查阅包-{outlet.name}-{on}.zip", content_type="application/zip"
    )


@may("outlets.keep")
@require_POST
def delivered(request: HttpRequest, key: int) -> HttpResponse:
    """Say with proof that the package is on the computer."""
    outlet = _point_or_404(request, key)

    def act() -> tuple[int, int]:
        try:
            proof = proof_of(request)
        except NotAdmitted as refused:
            raise Refused(str(refused)) from refused
        digest = request.POST.get("digest", "")
        return deliver(outlet, digest=digest, proof=proof, by=person_of(request), at=timezone.now())

    carried_out(request, act, lambda made: f"已登记：新增 {made[0]} 条，撤下 {made[1]} 条。")
    return redirect("outlet", outlet.pk)
