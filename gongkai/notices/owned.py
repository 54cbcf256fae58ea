"""What people have on their hands in this package: open notices that nobody else knows of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import make_aware

from gongkai.notices.models import Notice, Telling
from gongkai.notices.outbox import announce
from gongkai.organisations.models import Person
from gongkai.organisations.owning import Item


class Notices:
    """Open notices for the person alone, and those for a post that no other person in service was told."""

    label = "提醒"
    fields = ("notices.Notice.person",)

    def held(self, person: Person, on: date) -> Sequence[Item]:
        told = Telling.objects.filter(notice=OuterRef("pk"))
        alone = Exists(told.filter(person=person)) & ~Exists(
            told.filter(person__is_active=True).exclude(person=person)
        )
        found = Notice.objects.filter(Q(person=person) | Q(alone), done_at__isnull=True)
        return [
            Item(f"{one._meta.label}:{one.pk}", one.says, one.body) for one in found.select_related("body")
        ]

    def pass_on(self, item: Item, to: Person, *, by: Person | None, on: date) -> None:
        notice = Notice.objects.select_related("body", "person").get(pk=item.key.rpartition(":")[2])
        at = make_aware(datetime.combine(on, time(9)))
        if notice.person is not None:
            notice.person = to
            notice.save(update_fields=["person"])
        known = {"step": notice.step, "told_at": at}
        if Telling.objects.get_or_create(notice=notice, person=to, defaults=known)[1]:
            announce(notice, [to], at=at)


NOTICES = Notices()
