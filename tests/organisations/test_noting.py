"""Every act on bodies and people is in the journal, in the chain of the body, by whoever did it, and tells nothing
personal."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.journal.models import Entry
from gongkai.organisations import actions
from gongkai.organisations.acting import actor
from gongkai.organisations.actions import Refused
from gongkai.organisations.models import Holding, Post
from gongkai.organisations.posts import appoint, end
from gongkai.organisations.staying import move
from gongkai.organisations.succession import merge, transfer
from gongkai.reports.actions import assign
from gongkai.reports.corrections import correct
from gongkai.sheets.filled import number
from tests.people import TODAY, County, a_county, a_report, file, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> County:
    return a_county()


def _last(chain: str = "Q02") -> Entry:
    return Entry.objects.filter(chain=chain).latest("number")


def test_every_act_on_a_body_is_an_entry_in_its_chain(cast: County) -> None:
    by = {"by": cast.clerk, "on": TODAY}
    actions.rename(cast.bureau, name="青溪县民政和老龄局", **by)  # type: ignore[arg-type]
    entry = _last()
    assert (entry.act, entry.account, entry.object) == (
        "organisations.rename",
        "clerk",
        f"organisations.Body:{cast.bureau.pk}",
    )
    assert "青溪县民政局" in entry.before and "青溪县民政和老龄局" in entry.after
    actions.place(cast.bureau, parent=cast.township, **by)  # type: ignore[arg-type]
    assert _last().act == "organisations.place"
    actions.show_findings(cast.bureau, public=False, **by)  # type: ignore[arg-type]
    assert _last().act == "organisations.show_findings"
    transfer(cast.bureau, to=cast.county, function="社区矫正", basis="文一号", **by)  # type: ignore[arg-type]
    assert _last().act == _last("Q01").act == "organisations.transfer" and _last().reason == "文一号"
    merge([cast.bureau], into=cast.county, basis="文二号", by=cast.clerk, on=date(2026, 5, 1))
    assert [_last().act, _last("Q01").act] == ["organisations.merge"] * 2


def test_every_act_on_a_person_is_an_entry_and_so_is_every_act_on_a_report(cast: County) -> None:
    person = somebody("one", cast.bureau)
    held = Holding.objects.get(person=person)
    end(held, by=cast.clerk, on=TODAY)
    assert _last().act == "organisations.end_post" and '"account":"one"' in _last().before
    appoint(person, body=cast.bureau, post=Post.REVIEWER, by=cast.clerk, on=TODAY)
    assert _last().act == "organisations.appoint" and "reviewer" in _last().after
    end(Holding.objects.get(post=Post.REVIEWER), by=cast.clerk, on=TODAY)
    move(person, to=cast.township, by=cast.clerk, on=TODAY)
    assert _last().act == _last("Q03").act == "organisations.move"
    paper = file(a_report())
    assert _last("Q03").act == "reports.take_in" and _last("Q03").account == ""
    correct(paper, cell="T3.A.total", figure=number(3), reason="见原件", by=cast.clerk, on=TODAY)
    assert (_last("Q03").act, _last("Q03").reason) == ("reports.correct", "见原件")
    assign(paper, body=cast.bureau, year=2023, by=cast.clerk, on=TODAY)
    assert _last().act == _last("Q03").act == "reports.assign"


def test_who_acted_stays_as_of_the_day(cast: County) -> None:
    before = actor(cast.clerk, TODAY)
    assert (before.post, before.body_name) == ("主管部门、信息员", "青溪县人民政府")
    actions.rename(cast.county, name="青溪市人民政府", by=cast.clerk, on=date(2026, 4, 1))
    assert actor(cast.clerk, TODAY).body_name == "青溪县人民政府"
    assert actor(cast.clerk, date(2026, 4, 1)).body_name == "青溪市人民政府"
    assert actor(None, TODAY).name == "系统"


def test_what_would_put_a_personal_number_on_record_is_refused_and_nothing_is_done(cast: County) -> None:
    with pytest.raises(Refused, match="身份证号或手机号"):
        transfer(cast.bureau, to=cast.county, function="电话13800000000", by=cast.clerk, on=TODAY, basis="文")
    assert not cast.bureau.successions.exists()
