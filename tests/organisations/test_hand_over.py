"""Hand-over in one act: whoever leaves has nothing left, everything has somebody, or nothing happened at all."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.test import Client
from django.utils import timezone

from gongkai.journal.models import Entry
from gongkai.notices.actions import tell
from gongkai.organisations.access import allowed
from gongkai.organisations.actions import Refused
from gongkai.organisations.handing_over import hand_over
from gongkai.organisations.models import Draft, HandOver, Holding, Person, Post
from gongkai.organisations.owning import held_by, providers, staying
from gongkai.organisations.posts import appoint, holders, posts_of, stand_in_of
from gongkai.organisations.sealing import seal
from tests.people import TODAY, County, a_county, somebody

pytestmark = pytest.mark.django_db
OFFICER = Post.INFORMATION_OFFICER
WHY = "调离"


@pytest.fixture
def cast() -> County:
    return a_county()


def _draft(person: Person, subject: str = "7") -> Draft:
    return Draft.objects.create(
        person=person,
        form="letter",
        subject=subject,
        sealed=seal("{}"),
        page="/",
        title="回函",
        kept_at=timezone.now(),
    )


def test_everything_goes_to_the_heir_and_the_account_is_closed(cast: County, client: Client) -> None:
    leaver, heir = somebody("old", cast.bureau, OFFICER, Post.REVIEWER), somebody("new", cast.bureau)
    deputy = somebody("deputy", cast.bureau, Post.SIGNATORY)
    main = somebody("main", cast.bureau, Post.APPLICATION_CLERK)
    for person, post, who in ((deputy, OFFICER, leaver), (leaver, Post.APPLICATION_CLERK, main)):
        appoint(person, body=cast.bureau, post=post, by=None, on=TODAY, stand_in_for=who)
    draft = _draft(leaver)
    client.force_login(leaver)
    made = hand_over(leaver, to=heir, by=cast.clerk, on=TODAY, reason=WHY)
    assert posts_of(leaver, TODAY) == [] and held_by(leaver, TODAY) == []
    assert holders(cast.bureau, OFFICER, TODAY) == [heir] == holders(cast.bureau, Post.REVIEWER, TODAY)
    assert stand_in_of(heir, OFFICER, cast.bureau, TODAY) == deputy
    assert stand_in_of(main, Post.APPLICATION_CLERK, cast.bureau, TODAY) == heir
    draft.refresh_from_db()
    assert draft.person == heir
    assert sorted(made.items.values_list("kind", flat=True)) == ["岗位", "岗位", "岗位", "草稿"]
    leaver.refresh_from_db()
    assert not leaver.is_active and not leaver.has_usable_password()
    assert client.get("/office/uploads/").status_code == 302
    assert not allowed(leaver, "reports.hand_in", cast.bureau, TODAY)


def test_each_thing_may_go_to_its_own_and_none_is_forgotten(cast: County) -> None:
    leaver = somebody("old", cast.bureau, OFFICER, Post.REVIEWER)
    one, two = somebody("one", cast.bureau, Post.SIGNATORY), somebody("two", cast.bureau, Post.SIGNATORY)
    keys = {item.says: item.key for _, item in held_by(leaver, TODAY)}
    to = {keys["青溪县民政局信息员"]: one}
    with pytest.raises(Refused, match="还没有确定接收人：岗位“青溪县民政局审核”"):
        hand_over(leaver, to=to, by=None, on=TODAY, reason=WHY)
    assert len(posts_of(leaver, TODAY)) == 2 and not HandOver.objects.exists()
    hand_over(leaver, to={**to, keys["青溪县民政局审核"]: two}, by=None, on=TODAY, reason=WHY)
    assert holders(cast.bureau, OFFICER, TODAY) == [one]
    assert holders(cast.bureau, Post.REVIEWER, TODAY) == [two]


def test_what_an_heir_cannot_take_stops_the_whole(cast: County) -> None:
    leaver = somebody("old", cast.bureau)
    keeper = somebody("keeper", cast.county, Post.AUDIT_OFFICER)
    closed = somebody("closed", cast.bureau)
    hand_over(closed, to=leaver, by=None, on=TODAY, reason=WHY)
    draft = _draft(leaver)
    for heir, says in ((keeper, "三员互斥"), (leaver, "自己"), (closed, "已停用")):
        with pytest.raises(Refused, match=says):
            hand_over(leaver, to=heir, by=None, on=TODAY, reason=WHY)
    with pytest.raises(Refused, match="事由"):
        hand_over(leaver, to=cast.clerk, by=None, on=TODAY, reason=" ")
    _draft(cast.clerk)
    with pytest.raises(Refused, match="同一表单的草稿"):
        hand_over(leaver, to=cast.clerk, by=None, on=TODAY, reason=WHY)
    draft.refresh_from_db()
    leaver.refresh_from_db()
    assert draft.person == leaver and leaver.is_active and len(posts_of(leaver, TODAY)) == 1


def test_somebody_who_stays_hands_over_and_keeps_the_account(cast: County) -> None:
    person, heir = somebody("old", cast.bureau), somebody("new", cast.bureau, Post.REVIEWER)
    hand_over(person, to=heir, by=None, on=TODAY, reason="轮岗", closes=False)
    person.refresh_from_db()
    assert person.is_active and posts_of(person, TODAY) == []


def test_the_list_and_the_journal_say_what_went_to_whom_and_cannot_be_changed(cast: County) -> None:
    leaver, heir = somebody("old", cast.bureau), somebody("new", cast.bureau, Post.REVIEWER)
    made = hand_over(leaver, to=heir, by=cast.clerk, on=TODAY, reason=WHY)
    entry = Entry.objects.get(act="organisations.hand_over")
    assert (entry.chain, entry.account, entry.reason) == ("Q02", "clerk", WHY) and "new" in entry.after
    for change in (made.items.all().delete, lambda: HandOver.objects.update(reason="x")):
        with pytest.raises(DatabaseError, match="交接清单"), transaction.atomic():
            change()
    with pytest.raises(DatabaseError, match="不能删除"), transaction.atomic():
        Holding.objects.filter(person=leaver).delete()


def test_a_notice_that_only_the_leaver_knows_of_reaches_the_heir(cast: County) -> None:
    leaver, heir = somebody("old", cast.bureau, Post.APPLICATION_CLERK), somebody("new", cast.bureau)
    told = {
        "kind": "applications",
        "body": cast.bureau,
        "says": "答复期限将到",
        "link": "/",
        "on": timezone.now(),
    }
    for_post = tell(key="a", post=Post.APPLICATION_CLERK, **told)
    for_one = tell(key="b", post=Post.APPLICATION_CLERK, person=leaver, **told)
    made = hand_over(leaver, to=heir, by=None, on=TODAY, reason=WHY)
    assert list(made.items.values_list("kind", flat=True)).count("提醒") == 2
    assert all(notice.tellings.filter(person=heir).exists() for notice in (for_post, for_one))
    for_one.refresh_from_db()
    assert for_one.person == heir


def test_every_reference_to_a_person_is_handed_over_or_says_what_somebody_did() -> None:
    found = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.related_model is Person
    }
    passed_on = {name for provider in providers() for name in provider.fields}
    assert not passed_on & set(staying())
    assert found == passed_on | set(staying())
