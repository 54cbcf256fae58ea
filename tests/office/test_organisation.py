"""Bodies and people in the office: each change on its page, refused in words, seen by whom it concerns."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from gongkai.organisations.models import Body, HandOver, Holding, Person, Post, Rule, Succession
from gongkai.organisations.posts import holders
from gongkai.organisations.reaching import contact_of
from tests.people import PASSWORD, County, a_county, somebody

pytestmark = pytest.mark.django_db
DAY = "2026-06-01"


@pytest.fixture
def cast() -> County:
    return a_county()


@pytest.fixture
def office(client: Client, cast: County) -> Client:
    client.force_login(cast.clerk)
    return client


@pytest.fixture
def keeper(client: Client, cast: County) -> Client:
    client.force_login(somebody("keeper", cast.county, Post.SYSTEM_OFFICER))
    return client


def _page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def _post(client: Client, where: str, /, **given: Any) -> str:
    answer = client.post(where, given, follow=True)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_body_is_set_up_renamed_and_moved_and_its_page_tells_it(office: Client, cast: County) -> None:
    given = {"code": "Q09", "name": "青溪县数据局", "kind": "department", "parent": cast.county.pk}
    assert "已设立“青溪县数据局”" in _post(office, "/office/bodies/new", on="2024-01-01", **given)
    body = Body.objects.get(code="Q09")
    assert "已有" in _post(office, "/office/bodies/new", on=DAY, **given) or Body.objects.count() == 4
    address = f"/office/bodies/{body.pk}/"
    _post(office, f"{address}rename/", name="青溪县数据资源局", on=DAY)
    page = _post(office, f"{address}place/", parent=cast.bureau.pk, on=DAY)
    assert "青溪县数据资源局" in page and "青溪县数据局" in page and "青溪县民政局" in page
    assert "青溪县数据资源局" in _page(office, "/office/bodies/?q=青溪县数据局")


def test_a_reform_is_told_before_it_is_done_and_refused_in_words(office: Client, cast: County) -> None:
    address = f"/office/bodies/{cast.township.pk}/merge/"
    assert "撤销" in _page(office, address)
    refused = _post(office, address, into=cast.bureau.pk, basis=" ", on=DAY)
    assert "请填写依据文件" in refused and not Succession.objects.exists()
    done = _post(office, address, into=cast.bureau.pk, basis="青机改〔2026〕1号", on=DAY)
    assert "并入" in done and "青机改〔2026〕1号" in done
    assert f'现由<a href="/office/bodies/{cast.bureau.pk}/">' in _page(
        office, f"/office/bodies/{cast.township.pk}/"
    )
    split = f"/office/bodies/{cast.bureau.pk}/split/"
    lone = {"function_1": "婚姻登记", "rest": cast.county.pk, "basis": "文", "on": "2026-07-01"}
    assert "一起填写" in _post(office, split, **lone, body_1=cast.county.pk, function_2="殡葬管理")


def test_what_is_written_down_about_a_body_stands_on_its_page(office: Client, cast: County) -> None:
    address = f"/office/bodies/{cast.bureau.pk}/"
    told = {"address": "城中路一号", "hours": "工作日", "telephone": "0000-1", "postcode": "123"}
    assert "六位数字" in _post(office, f"{address}contact/", on=DAY, **told)
    page = _post(office, f"{address}contact/", on="2026-01-01", **{**told, "postcode": "000000"})
    assert "城中路一号" in page and contact_of(cast.bureau, date(2026, 2, 1)) is not None
    page = _post(office, f"{address}group/", name="公开领导小组", on="2026-01-01")
    group = cast.bureau.leading_groups.get()
    page = _post(office, f"/office/groups/{group.pk}/seat/", role="leader", name="甲某", on="2026-01-01")
    assert "公开领导小组" in page and "组长" in page and "甲某" in page
    member = group.members.get()
    page = _post(office, f"/office/members/{member.pk}/end/", on=DAY)
    assert "甲某</th>" not in page
    page = _post(office, f"{address}adviser/", name="戊某", firm="某所", on="2026-01-01")
    assert "戊某" in page


def test_a_rule_is_kept_as_text_or_file_with_all_its_versions(office: Client, cast: County) -> None:
    address = f"/office/bodies/{cast.bureau.pk}/rule/"
    told = {"kind": "secrecy", "title": "保密审查办法", "on": "2025-01-01"}
    assert "正文" in _post(office, address, **told)
    _post(office, address, **told, text="先审查，后公开。")
    rule = Rule.objects.get()
    file = SimpleUploadedFile("新办法.txt", "谁公开，谁负责。".encode())
    _post(office, f"/office/rules/{rule.pk}/amend/", title="保密审查办法", file=file, on="2026-01-01")
    page = _page(office, f"/office/rules/{rule.pk}/")
    assert "先审查，后公开。" in page and "新办法.txt" in page
    kept = rule.versions.get(since="2026-01-01")
    answer = office.get(f"/office/rules/files/{kept.pk}")
    assert answer.content.decode() == "谁公开，谁负责。"
    wrong = SimpleUploadedFile("a.zip", b"PK\x03\x04nothing")
    refused = _post(office, f"/office/rules/{rule.pk}/amend/", title="x", file=wrong, on=DAY)
    assert 'role="alert"' in refused and rule.versions.count() == 2


def test_a_new_account_gets_a_password_for_once_and_then_a_post(keeper: Client, cast: County) -> None:
    told = {"account": "fresh", "name": "新某", "body": cast.bureau.pk, "on": "2026-01-01"}
    slip = _post(keeper, "/office/people/new", **told)
    assert "只显示这一次" in slip and "fresh" in slip
    assert "已有人使用" in _post(keeper, "/office/people/new", **told)
    person = Person.objects.get(account="fresh")
    security = Client()
    security.force_login(somebody("guard", cast.county, Post.SECURITY_OFFICER))
    address = f"/office/people/{person.pk}/appoint/"
    page = _post(security, address, body=cast.bureau.pk, post="reviewer", on="2026-01-01")
    assert "任“青溪县民政局”审核" in page
    assert holders(cast.bureau, Post.REVIEWER, date(2026, 2, 1)) == [person]
    held = Holding.objects.get(person=person)
    assert "不再任" in _post(security, f"/office/posts/{held.pk}/end/", on=DAY)


def test_nobody_changes_bodies_and_people_that_are_not_theirs(client: Client, cast: County) -> None:
    town = somebody("town", cast.township, Post.COMPETENT_AUTHORITY)
    client.force_login(town)
    other = somebody("other", cast.bureau, name="旁人甲")
    group = cast.bureau.leading_groups.create(name="组", since=date(2026, 1, 1))
    held = Holding.objects.get(person=other)
    of_bodies = (
        f"/office/bodies/{cast.bureau.pk}/rename/",
        f"/office/bodies/{cast.county.pk}/merge/",
        f"/office/bodies/{cast.bureau.pk}/contact/",
        f"/office/groups/{group.pk}/seat/",
    )
    assert {client.get(address).status_code for address in of_bodies} == {403}
    statuses = {
        client.get(address).status_code
        for address in (
            f"/office/people/{other.pk}/",
            f"/office/people/{other.pk}/appoint/",
            f"/office/people/{other.pk}/hand-over/",
            f"/office/posts/{held.pk}/end/",
        )
    }
    assert statuses == {404}
    assert client.get("/office/people/new").status_code == 403
    page = _page(client, f"/office/bodies/{cast.bureau.pk}/")
    assert "/rename/" not in page and other.name not in page


def test_a_leaver_hands_everything_over_on_one_page(office: Client, cast: County) -> None:
    leaver = somebody("old", cast.bureau, Post.INFORMATION_OFFICER, Post.REVIEWER)
    heir = somebody("new", cast.bureau, Post.SIGNATORY)
    address = f"/office/people/{leaver.pk}/hand-over/"
    page = _page(office, address)
    assert "青溪县民政局信息员" in page and "青溪县民政局审核" in page
    refused = _post(office, address, reason="退休", closes="1")
    assert "还没有确定接收人" in refused and 'value="退休"' in refused
    done = _post(office, address, to=heir.pk, reason="退休", closes="1")
    assert "交接清单" in done and "已同时停用" in done
    leaver.refresh_from_db()
    assert not leaver.is_active and not leaver.check_password(PASSWORD)
    made = HandOver.objects.get()
    answer = office.get(f"/office/hand-overs/{made.pk}/list.docx")
    table = Document(io.BytesIO(answer.content)).tables[0]
    assert [cell.text for cell in table.rows[1].cells][1:4] == ["岗位", "青溪县民政局信息员", heir.name]
    assert "退休" in _page(office, "/office/hand-overs/")


def test_somebody_moves_after_the_posts_are_given_up(office: Client, cast: County) -> None:
    person = somebody("mover", cast.bureau)
    address = f"/office/people/{person.pk}/move/"
    assert "先办交接" in _post(office, address, to=cast.township.pk, on=DAY)
    held = Holding.objects.get(person=person)
    _post(office, f"/office/posts/{held.pk}/end/", on="2026-05-31")
    assert "在“柳湾镇人民政府”" in _post(office, address, to=cast.township.pk, on=DAY)
    person.refresh_from_db()
    assert person.body == cast.township and person.stays.count() == 2


def test_officers_arrange_the_hand_over_of_officers_and_of_nobody_in_the_business(
    keeper: Client, cast: County
) -> None:
    clerk = somebody("busy", cast.bureau)
    guard = somebody("guard", cast.county, Post.SECURITY_OFFICER)
    assert keeper.get(f"/office/people/{clerk.pk}/hand-over/").status_code == 404
    heir = somebody("heir", cast.county, Post.REVIEWER)
    address = f"/office/people/{guard.pk}/hand-over/"
    assert "三员互斥" in _post(keeper, address, to=heir.pk, reason="轮岗")
    new = somebody("new", None)
    Person.objects.filter(pk=new.pk).update(body=cast.county)
    assert "交接清单" in _post(keeper, address, to=new.pk, reason="轮岗")
    other = Client()
    other.force_login(cast.clerk)
    assert other.get(f"/office/people/{guard.pk}/hand-over/").status_code == 404
    assert other.get(f"/office/hand-overs/{HandOver.objects.get().pk}/").status_code == 404
