"""The demonstration sets itself up, twice as well as once, and says in Chinese what it did."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from gongkai.applications.models import Application, Letter, Service
from gongkai.applications.recounting import recount
from gongkai.approvals.models import Matter
from gongkai.catalogue.models import Item, Suspect
from gongkai.cli.demonstration import set_up_bodies
from gongkai.cli.demonstration_cases import receive_cases
from gongkai.cli.demonstration_items import publish_items
from gongkai.cli.demonstration_people import set_up_particulars, set_up_people
from gongkai.organisations.models import Body, Holding, Kind, Person, Post
from gongkai.organisations.queries import tree_as_of
from gongkai.remedies.models import Remedy
from gongkai.reports.models import ReportPaper
from gongkai.search.queries import find
from tests.people import TODAY

pytestmark = pytest.mark.django_db


def _demo(*options: str) -> str:
    out = io.StringIO()
    call_command("demo", *options, stdout=out)
    return out.getvalue()


def test_the_demonstration_loads_its_county_and_a_second_time_changes_nothing() -> None:
    said = _demo()
    assert "demo-shenji：澄岚县人民政府 审计管理员" in said and "依申请经办（B 岗）" in said
    assert "公开政府信息 8 条" in said
    count, errors = map(int, re.findall(r"读取年报 (\d+) 份；错误 (\d+) 处", said)[0])
    assert count >= 36 and errors > 0
    [county] = tree_as_of(TODAY)
    assert county.body.kind == Kind.COUNTY and len(county.below) >= 8
    assert not ReportPaper.objects.exclude(held="").exists()
    before = (Body.objects.count(), ReportPaper.objects.count(), Person.objects.count())
    again = _demo()
    assert again.splitlines()[0] == said.splitlines()[0]
    assert (Body.objects.count(), ReportPaper.objects.count(), Person.objects.count()) == before


def test_the_demonstration_publishes_its_items_on_their_whole_way_once() -> None:
    bodies = set_up_bodies(by=None, on=TODAY)
    people = set_up_people(bodies, password="correct-horse-battery", by=None, on=TODAY)
    assert publish_items(bodies, people) == publish_items(bodies, people) == Item.objects.count() >= 8
    assert not Item.objects.filter(live=None).exists() and not Suspect.objects.exists()
    assert Matter.objects.filter(state="passed").count() == Item.objects.count()
    assert find("河道清淤", facets=True).total == 2


@pytest.mark.parametrize("today", [date(2026, 10, 1), date(2026, 12, 31)])
def test_the_demonstration_has_applications_at_every_stage_whatever_the_day(today: date) -> None:
    bodies = set_up_bodies(by=None, on=TODAY)
    people = set_up_people(bodies, password="correct-horse-battery", by=None, on=TODAY)
    count = receive_cases(bodies, people, on=today)
    assert receive_cases(bodies, people, on=today) == count >= 10
    assert set(Application.objects.values_list("state", flat=True)) == {"open", "correcting", "closed"}
    assert Application.objects.filter(state="open", due_on__lt=today).exists()
    assert not list(recount(Application.objects.all()))
    assert Remedy.objects.get(application__outcome="not_held")
    closed = Application.objects.filter(state="closed")
    assert Service.objects.count() == Letter.objects.exclude(pdf="").count() == closed.count() == 3


def test_the_demonstration_has_somebody_for_every_post_once() -> None:
    bodies = set_up_bodies(by=None, on=TODAY)
    for _ in range(2):
        set_up_particulars(bodies, by=None)
        people = set_up_people(bodies, password="correct-horse-battery", by=None, on=TODAY)
    posts = list(Holding.objects.filter(stand_in_for=None).values_list("person__account", "post"))
    assert {post for _, post in posts} == set(Post.values) and len(posts) == len(set(posts))
    assert Holding.objects.filter(stand_in_for__isnull=False).count() == 1
    assert set(people) == set(Person.objects.values_list("account", flat=True))


def test_a_folder_of_real_reports_stands_beside_it(tmp_path: Path) -> None:
    text = "东坪镇人民政府2018年政府信息公开工作年度报告\n一、概述\n全年主动公开政府信息12条。\n"
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / "a.txt").write_text(text, encoding="gb18030")
    (folder / "b.txt").write_text("今天天气好。", encoding="utf-8")
    (folder / "c.json").write_text("{}", encoding="utf-8")
    said = _demo("--reports", str(folder))
    assert f"{folder}：读取年报 2 份" in said
    assert "待归属：b.txt（报告没有写明是哪个机关的；报告没有写明年度）" in said
    placed = ReportPaper.objects.get(source__name="a.txt")
    assert placed.body is not None and placed.year == 2018
    assert (placed.body.name, placed.body.kind) == ("东坪镇人民政府", Kind.TOWNSHIP)


def test_a_folder_that_is_not_there_is_said_to_be_missing() -> None:
    with pytest.raises(CommandError, match="没有 /nowhere 这个文件夹"):
        _demo("--reports", "/nowhere")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("某某县人民政府", Kind.COUNTY),
        ("某某市人民政府", Kind.CITY),
        ("某某市人民政府办公厅", Kind.DEPARTMENT),
    ],
)
def test_a_real_report_sets_up_its_body_with_the_kind_its_name_tells(
    name: str, kind: Kind, tmp_path: Path
) -> None:
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / "a.txt").write_text(
        f"{name}2018年政府信息公开工作年度报告\n一、概述\n依法公开。\n", encoding="utf-8"
    )
    _demo("--reports", str(folder))
    assert Body.objects.get(name=name).kind == kind
