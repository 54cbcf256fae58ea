"""Items as their bodies work on them: where each stands, what stands against publishing it, what somebody has to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Concat

from gongkai.approvals.models import Matter, State
from gongkai.catalogue.content import SUBJECT, digest
from gongkai.catalogue.looking import open_suspects
from gongkai.catalogue.models import Attribute, Edition, Item, Removal, Withdrawal
from gongkai.catalogue.review import passed
from gongkai.law.timetable import STATUTORY
from gongkai.organisations.access import scope
from gongkai.organisations.calendars import calendar_in_force
from gongkai.organisations.models import Body, Person
from gongkai.organisations.todo import ToDo

STAGES: Final = {
    "draft": "起草",
    "review": "审签中",
    "returned": "退回修改",
    "ready": "待发布",
    "live": "公开中",
    "next": "公开中，有新版在办",
    "withdrawn": "已撤回",
    "closed": "不公开",
}
RANK: Final = 40


def keys_within(person: Person, on: date) -> frozenset[int]:
    """Keys of the bodies whose work on publishing a person may look at: their own, and those they supervise."""
    return scope(person, "items.look", on) | scope(person, "items.supervise", on)


def bodies_within(person: Person, on: date) -> list[Body]:
    """The same bodies, in order of code."""
    return list(Body.objects.filter(pk__in=keys_within(person, on)).order_by("code"))


def items_within(person: Person, on: date) -> QuerySet[Any]:
    """The items that a person may look at in the office, with ``title``, ``formed_on`` of the last edition and ``stage``."""
    keys = keys_within(person, on)
    last = _last()
    about = Concat(Value(f"{SUBJECT}:"), Cast(OuterRef("pk"), CharField()))
    matter = Matter.objects.filter(subject=about).order_by("-pk")
    dressed: QuerySet[Any] = with_title(Item.objects.filter(body__in=keys)).annotate(
        formed_on=Subquery(last.values("formed_on")[:1]),
        last=Subquery(last.values("pk")[:1]),
        frozen=Subquery(last.values("frozen")[:1]),
        decided=Subquery(matter.values("state")[:1]),
        taken_back=Exists(Withdrawal.objects.filter(item=OuterRef("pk"))),
    )
    staged: QuerySet[Any] = dressed.annotate(stage=_stage())
    return staged.select_related("body")


def _last() -> QuerySet[Edition]:
    return Edition.objects.filter(item=OuterRef("pk")).order_by("-number")


def with_title(items: QuerySet[Item]) -> QuerySet[Any]:
    """The same items, each with the ``title`` of its last edition."""
    return items.annotate(title=Subquery(_last().values("title")[:1]))


def last_edition(item: Item) -> Edition:
    """The edition of an item that is worked on: its last one, with item, body and author at hand."""
    return item.editions.select_related("item__body", "author").order_by("-number")[0]


def _stage() -> Case:
    return Case(
        When(~Q(attribute=Attribute.OPEN), then=Value("closed")),
        When(Q(live__isnull=False, live=F("last")), then=Value("live")),
        When(live__isnull=False, then=Value("next")),
        When(Q(decided=State.RETURNED), then=Value("returned")),
        When(Q(frozen=True, decided=State.PASSED, taken_back=False), then=Value("ready")),
        When(Q(frozen=True, decided=State.OPEN), then=Value("review")),
        When(Q(taken_back=True), then=Value("withdrawn")),
        default=Value("draft"),
        output_field=CharField(),
    )


@dataclass(frozen=True)
class Check:
    """One line of the 发布体检: what was looked at, whether it is in order, and what to do where it is not."""

    says: str
    good: bool
    advice: str = ""


def checks_of(edition: Edition, on: date) -> list[Check]:
    """What stands for and against publishing an edition, on one page."""
    item = edition.item
    empty = [label for label, value in _wanted(edition) if not value]
    due = calendar_in_force().add_workdays(edition.formed_on, STATUTORY)
    late = item.live_id is None and on > due.day
    waiting = open_suspects(edition).count() if edition.screenings.exists() else None
    return [
        Check("公开属性为主动公开", item.attribute == Attribute.OPEN, "不予公开、依申请公开的条目不发布。"),
        Check("元数据齐全", not empty, f"还缺：{'、'.join(empty)}。"),
        Check(
            f"公开期限：成文后 20 个工作日（{due.day}{'，暂定' if due.provisional else ''}）",
            not late,
            "已经超过法定期限（条例 第二十六条），请尽快发布并注意说明原因。",
        ),
        Check("内容与保存时一致", digest(edition) == edition.digest, "请重新保存。"),
        Check(
            "发布前检查没有未处理的疑点",
            waiting == 0,
            "送审时自动检查。" if waiting is None else f"还有 {waiting} 处，见下方。",
        ),
        Check(
            "按现有内容通过审签", edition.frozen and passed(edition), "送审后由审核、保密审查、签发人员办理。"
        ),
    ]


def _wanted(edition: Edition) -> list[tuple[str, str]]:
    return [
        ("正文或者附件", edition.text or ("有" if edition.enclosures.exists() else "")),
        ("法定主动公开内容", edition.category),
        ("主题分类", edition.theme),
        ("体裁", edition.genre),
        ("内容概述", edition.summary),
    ]


def same_elsewhere(edition: Edition) -> list[Item]:
    """Other items of the body with the same title or the same 文号 that are public: the same thing may be out already."""
    same = Q(live__title=edition.title)
    if edition.document_number:
        same |= Q(live__document_number=edition.document_number)
    found = Item.objects.filter(same, body=edition.item.body, live__isnull=False)
    return list(found.exclude(pk=edition.item_id).select_related("live")[:5])


def to_do(person: Person, on: date) -> list[ToDo]:
    """What has passed and waits to go out, channels that still have to be cleared, and what is to be assessed anew, of the
    bodies a person does this for."""
    publishes, assesses = (scope(person, f"items.{act}", on) for act in ("publish", "reassess"))
    to_publish = [*_removals(publishes), *_ready(publishes, person, on)] if publishes else []
    return [*to_publish, *(_reassessments(assesses, on) if assesses else ())]


def _ready(keys: frozenset[int], person: Person, on: date) -> list[ToDo]:
    """What has passed and waits to go out."""
    return [
        ToDo(RANK, f"审签已通过，待发布：{item.title}", f"/office/items/{item.pk}/", None, item.body)
        for item in items_within(person, on).filter(stage="ready", body__in=keys)[:20]
    ]


def _removals(keys: frozenset[int]) -> list[ToDo]:
    """Channels that still show what was taken back."""
    tasks = Removal.objects.filter(done_at__isnull=True, withdrawal__item__body__in=keys)
    return [
        ToDo(
            RANK - 20,
            f"撤回后还没有从渠道清除：{task.release.edition.title}",
            f"/office/items/{task.withdrawal.item_id}/",
            None,
            task.withdrawal.item.body,
        )
        for task in tasks.select_related("release__edition", "withdrawal__item__body")[:20]
    ]


def _reassessments(keys: frozenset[int], on: date) -> list[ToDo]:
    """Withheld items whose next assessment has come (条例 第十八条)."""
    due = Item.objects.filter(attribute=Attribute.WITHHELD, reassess_on__lte=on, body__in=keys)
    return [
        ToDo(
            RANK + 10,
            f"不予公开信息到期评估：{item}",
            f"/office/items/{item.pk}/reassess/",
            item.reassess_on,
            item.body,
        )
        for item in due.select_related("body")[:20]
    ]
