"""The ledger of accounts, boards, screens and reading points: opened, kept up to date, handed over, closed; and what an
inspection would find wrong with each."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.timezone import localdate

from gongkai.catalogue.channels.registry import platforms
from gongkai.catalogue.models import Item, Outlet, Removal
from gongkai.organisations.access import scope
from gongkai.organisations.models import Body, Person
from gongkai.organisations.noting import note
from gongkai.organisations.queries import bodies_under
from gongkai.organisations.refusal import Refused
from gongkai.organisations.todo import ToDo

QUIET: Final = timedelta(days=14)  # 国办秘函〔2019〕19号: nothing new for two weeks
DEAD: Final = timedelta(days=92)  # for three months
RANK: Final = 60


@dataclass(frozen=True)
class Particulars:
    """What is kept of an outlet. ``platform``: code of `channels.registry.platforms`; ``address``: its link, or where it
    stands."""

    platform: str
    name: str
    address: str = ""
    serves_below: bool = False
    certified: bool = False
    filed: bool = False


@dataclass(frozen=True)
class Fault:
    """Something an inspection would find: ``sign`` error or question, and a sentence."""

    sign: str
    says: str


@transaction.atomic
def open_outlet(
    body: Body, *, particulars: Particulars, keeper: Person, opened_on: date, by: Person, on: date
) -> Outlet:
    """Enter an outlet of a body with the person who looks after it. Refused: an unknown platform, no name, one of the same
    name there already, a day to come."""
    _complete(body, particulars, 0)
    _refuse_keeper(keeper)
    if opened_on > on:
        raise Refused("开设日期不能晚于今天。")
    outlet = Outlet.objects.create(body=body, keeper=keeper, opened_on=opened_on, **asdict(particulars))
    note("catalogue.open_outlet", outlet, body=body, by=by, on=on, after=asdict(particulars))
    return outlet


@transaction.atomic
def change_outlet(
    outlet: Outlet, *, particulars: Particulars, keeper: Person, by: Person, on: date
) -> Outlet:
    """Change what is kept of an outlet; its platform stays."""
    locked = _open(outlet)
    if particulars.platform != locked.platform:
        raise Refused("平台不能改；换了平台的，停用原账号，另外登记一个。")
    _complete(locked.body, particulars, locked.pk)
    _refuse_keeper(keeper)
    before = {name: getattr(locked, name) for name in asdict(particulars)}
    for name, value in asdict(particulars).items():
        setattr(locked, name, value)
    locked.keeper = keeper
    locked.save()
    note(
        "catalogue.change_outlet",
        locked,
        body=locked.body,
        by=by,
        on=on,
        before=before,
        after=asdict(particulars),
    )
    return locked


@transaction.atomic
def keep_count(
    outlet: Outlet, *, followers: int | None, renewed_on: date | None, by: Person, on: date
) -> Outlet:
    """Write down today's number of followers, and the last day something was put up that the platform does not know of."""
    locked = _open(outlet)
    if followers is not None and followers < 0:
        raise Refused("关注人数不能是负数。")
    if renewed_on is not None and not locked.opened_on <= renewed_on <= on:
        raise Refused("最近更新的日期应在开设之后，不能晚于今天。")
    if followers is not None:
        locked.followers, locked.counted_on = followers, on
    locked.renewed_on = renewed_on or locked.renewed_on
    locked.save(update_fields=["followers", "counted_on", "renewed_on"])
    after = {"followers": locked.followers, "renewed_on": str(locked.renewed_on or "")}
    note("catalogue.keep_count", locked, body=locked.body, by=by, on=on, after=after)
    return locked


@transaction.atomic
def close_outlet(outlet: Outlet, *, reason: str, by: Person, on: date) -> Outlet:
    """Close an outlet. Refused while something still has to be taken off it."""
    locked = _open(outlet)
    if not reason.strip():
        raise Refused("请写明停用的原因。")
    waiting = Removal.objects.filter(release__outlet=locked, done_at__isnull=True).count()
    if waiting:
        raise Refused(f"还有 {waiting} 条撤回的信息没有从这个账号清除，清除并登记凭证后才能停用。")
    locked.closed_on = on
    locked.save(update_fields=["closed_on"])
    note("catalogue.close_outlet", locked, body=locked.body, by=by, on=on, reason=reason.strip())
    return locked


def _open(outlet: Outlet) -> Outlet:
    locked = Outlet.objects.select_for_update(of=("self",)).select_related("body").get(pk=outlet.pk)
    if locked.closed_on is not None:
        raise Refused("这个账号已经停用。")
    return locked


def _complete(body: Body, particulars: Particulars, key: int) -> None:
    if particulars.platform not in platforms():
        raise Refused("请选择平台。")
    if not particulars.name.strip():
        raise Refused("请填写账号名称。")
    same = Outlet.objects.filter(body=body, platform=particulars.platform, name=particulars.name)
    if same.filter(closed_on__isnull=True).exclude(pk=key).exists():
        raise Refused(f"{body.name}在{platforms()[particulars.platform].says}上已有同名的账号。")


def _refuse_keeper(keeper: Person) -> None:
    if not keeper.is_active:
        raise Refused(f"“{keeper.name}”的账号已停用，不能做责任人。")


def outlets_within(person: Person, on: date) -> QuerySet[Any]:
    """The outlets that a person may look at, with ``out_at``: when something went out on it last."""
    found = Outlet.objects.filter(body__in=scope(person, "outlets.look", on))
    return found.select_related("body", "keeper").annotate(out_at=Max("releases__at"))


def outlets_for(item: Item, on: date) -> list[Outlet]:
    """The open outlets that an item may be sent to: those of its body, and those above that serve the bodies below."""
    found = Outlet.objects.filter(closed_on__isnull=True).select_related("body").order_by("platform", "pk")
    return [one for one in found if one.body_id == item.body_id or _serves(one, item, on)]


def _serves(outlet: Outlet, item: Item, on: date) -> bool:
    return outlet.serves_below and item.body_id in bodies_under(outlet.body, on)


def renewed(outlet: Outlet, out_at: datetime | None) -> date:
    """The last day something new was on an outlet, its first day at the least."""
    days = [outlet.opened_on, outlet.renewed_on, localdate(out_at) if out_at else None]
    return max(day for day in days if day is not None)


def faults_of(outlet: Outlet, out_at: datetime | None, on: date) -> list[Fault]:
    """What an inspection would find wrong with an outlet on a day. ``out_at``: when something went out on it last."""
    if outlet.closed_on is not None or not outlet.kind.new_media:
        return []
    found, last = [], renewed(outlet, out_at)
    if on - last > DEAD:
        found.append(
            Fault("error", f"三个月没有更新（最近 {last}），检查时按“僵尸号”通报：请恢复更新或者停用。")
        )
    elif on - last > QUIET:
        found.append(Fault("question", f"两周没有更新（最近 {last}）。"))
    if not outlet.certified:
        found.append(Fault("question", "没有认证。"))
    if not outlet.filed:
        found.append(Fault("question", "没有备案。"))
    twins = Outlet.objects.filter(body=outlet.body_id, platform=outlet.platform, closed_on__isnull=True)
    if twins.exclude(pk=outlet.pk).exists():
        found.append(Fault("question", "本机关在同一平台开了不止一个账号。"))
    return found


def to_do(person: Person, on: date) -> list[ToDo]:
    """Accounts of new media that have been quiet too long, of the bodies whose outlets a person keeps; the dead first."""
    keys = scope(person, "outlets.keep", on)
    if not keys:
        return []
    media = [code for code, one in platforms().items() if one.new_media]
    open_ones = Outlet.objects.filter(body__in=keys, closed_on__isnull=True, platform__in=media)
    due = []
    for outlet in open_ones.select_related("body").annotate(out_at=Max("releases__at")):
        last = renewed(outlet, outlet.out_at)
        if on - last > QUIET:
            rank, says = (RANK - 20, "三个月") if on - last > DEAD else (RANK, "两周")
            link = f"/office/outlets/{outlet.pk}/"
            due.append(ToDo(rank, f"“{outlet.name}”{says}没有更新", link, last + QUIET, outlet.body))
    return due
