"""How a body is reached, its leading groups, its rules and its legal advisers: the pages on which they change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from gongkai.files import store
from gongkai.files.admission import admit
from gongkai.office import organisation_forms as ask
from gongkai.office.organisation_bodies import Change, body_address, body_within
from gongkai.office.organisation_task import Task, task_page
from gongkai.office.uploads import person_of
from gongkai.organisations import groups, reaching, rules
from gongkai.organisations.access import View, allowed, may
from gongkai.organisations.models import (
    Body,
    GroupMember,
    LeadingGroup,
    LegalAdviser,
    Person,
    Rule,
    RuleVersion,
)
from gongkai.portal.downloads import attachment

DESCRIBE: Final = "bodies.describe"
RULE_KINDS: Final = ("docx", "pdf", "doc", "ofd", "rtf", "txt", "html")


def particular(code: str) -> View:
    """The view of one thing to write down about a body."""
    told = ABOUT_BODIES[code]

    @may(DESCRIBE)
    def view(request: HttpRequest, key: int) -> HttpResponse:
        body = body_within(request, key, DESCRIBE)
        return _asked(request, f"bodies.{code}", told, body, body)

    return view


def of_row(code: str) -> View:
    """The view of one change to a group, a member, a rule or an adviser of a body."""
    model, told = ABOUT_ROWS[code]

    @may(DESCRIBE)
    def view(request: HttpRequest, key: int) -> HttpResponse:
        row = get_object_or_404(model, pk=key)
        body = body_of(row)
        if not allowed(person_of(request), DESCRIBE, body, timezone.localdate()):
            raise PermissionDenied("只能修改本机关及下级机关的资料。")
        return _asked(request, f"bodies.{code}", told, row, body)

    return view


def body_of(row: Any) -> Body:
    """Whose a group, member, rule or adviser is."""
    if isinstance(row, GroupMember):
        return row.group.body
    body: Body = row.body
    return body


def _asked(request: HttpRequest, code: str, told: Change, about: Any, body: Body) -> HttpResponse:
    by = person_of(request)

    def act(given: Mapping[str, Any], form: ask.OfBodies) -> str:
        return told.act(about, form, by=by, **given)

    task = Task(
        code=code,
        subject=about.pk,
        title=f"{told.title}：{about}",
        button="保存",
        form=told.form,
        act=act,
        back=(body.name, body_address(body)),
        choices={},
        initial=told.initial(about),
        warning=told.warning,
    )
    return task_page(request, task)


@may("bodies.read")
def rule(request: HttpRequest, key: int) -> HttpResponse:
    """A rule with all its versions, the last first."""
    found = get_object_or_404(Rule.objects.select_related("body"), pk=key)
    versions, on = list(found.versions.order_by("-since")), timezone.localdate()
    page = {
        "rule": found,
        "versions": versions,
        "in_force": any(one.until is None or one.until > on for one in versions),
        "describes": allowed(person_of(request), DESCRIBE, found.body, on),
    }
    return render(request, "office/rule.html", page)


@may("bodies.read")
def rule_file(request: HttpRequest, key: int) -> HttpResponse:
    """The file of a version of a rule, as it was handed in."""
    version = get_object_or_404(RuleVersion, pk=key)
    if not version.digest:
        raise Http404
    return attachment(store.give(version.digest), version.file_name, "application/octet-stream")


def _contact_now(body: Body) -> Mapping[str, object]:
    now = reaching.contact_of(body, timezone.localdate())
    names = ("office", "address", "hours", "telephone", "fax", "online", "postcode")
    return {name: getattr(now, name) for name in names} if now else {}


def _set_contact(body: Body, form: object, *, by: Person, on: Any, **given: Any) -> str:
    reaching.set_contact(body, reaching.ContactBlock(**given), by=by, on=on)
    return f"联系方式自 {on} 起启用，原来的保留在沿革里。"


def _set_up(body: Body, form: object, **given: Any) -> str:
    return f"已登记“{groups.set_up_group(body, **given)}”。"


def _engage(body: Body, form: object, **given: Any) -> str:
    return f"已登记法律顾问“{groups.engage_adviser(body, **given)}”。"


def _adopt(body: Body, form: object, *, kind: str, by: Person, on: Any, **given: Any) -> str:
    made = rules.adopt(body, kind=kind, wording=_wording(on=on, **given), by=by, on=on)
    return f"“{made.title}”自 {on} 起施行。"


def _amend(rule: Rule, form: object, *, by: Person, on: Any, **given: Any) -> str:
    made = rules.amend(rule, wording=_wording(on=on, **given), by=by, on=on)
    return f"“{made.title}”的新版本自 {on} 起施行，原版本保留。"


def _wording(*, on: Any, file: Any, **given: Any) -> rules.Wording:
    if file is None:
        return rules.Wording(**given)
    taken = admit(file, file.name or "", on=timezone.localdate(), only=RULE_KINDS)
    return rules.Wording(**given, digest=taken.digest, file_name=taken.name)


def _repeal(rule: Rule, form: object, **given: Any) -> str:
    rules.repeal(rule, **given)
    return f"这项制度自 {given['on']} 起废止。"


def _seat(group: LeadingGroup, form: object, **given: Any) -> str:
    return f"已登记：{groups.seat(group, **given)}。"


def _dissolve(group: LeadingGroup, form: object, **given: Any) -> str:
    return f"“{groups.dissolve_group(group, **given)}”自 {given['on']} 起撤销。"


def _unseat(member: GroupMember, form: object, **given: Any) -> str:
    return f"“{groups.unseat(member, **given).name}”自 {given['on']} 起卸任。"


def _release(adviser: LegalAdviser, form: object, **given: Any) -> str:
    return f"“{groups.release_adviser(adviser, **given)}”自 {given['on']} 起解聘。"


def _last_wording(rule: Rule) -> Mapping[str, object]:
    last = rule.versions.filter(until=None).first()
    return {name: getattr(last, name) for name in ("title", "document_number", "text")} if last else {}


ABOUT_BODIES: Final[Mapping[str, Change]] = {
    "contact": Change("联系方式", ask.ContactForm, _set_contact, _contact_now),
    "group": Change("成立领导小组", ask.GroupForm, _set_up),
    "rule": Change("登记制度", ask.RuleForm, _adopt),
    "adviser": Change("聘任法律顾问", ask.AdviserForm, _engage),
}
ABOUT_ROWS: Final[Mapping[str, tuple[Any, Change]]] = {
    "seat": (
        LeadingGroup,
        Change("登记成员", ask.SeatForm, _seat, warning="登记新组长或新办公室，原组长、原办公室同日卸任。"),
    ),
    "dissolve": (LeadingGroup, Change("撤销领导小组", ask.EndForm, _dissolve)),
    "unseat": (GroupMember, Change("成员卸任", ask.EndForm, _unseat)),
    "amend": (Rule, Change("修订制度", ask.RuleVersionForm, _amend, _last_wording)),
    "repeal": (Rule, Change("废止制度", ask.EndForm, _repeal)),
    "release": (LegalAdviser, Change("解聘法律顾问", ask.EndForm, _release)),
}
