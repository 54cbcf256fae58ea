"""Tokens in the office: made once, shown once, revoked by whoever answers for them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.organisations.models import ApiToken, Post
from tests.api.callers import API, a_token, bearing
from tests.people import County, a_county, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> County:
    return a_county()


@pytest.fixture
def office(client: Client, cast: County) -> Client:
    client.force_login(cast.clerk)
    return client


def wanted(cast: County, **other: object) -> dict[str, object]:
    last = timezone.localdate() + timedelta(days=30)
    wish = {
        "body": cast.bureau.pk,
        "purpose": "民政局系统报送",
        "actions": ["reports.hand_in"],
        "expires_on": last,
    }
    return {**wish, **other}


def test_a_token_is_made_and_shown_once_and_works(cast: County, office: Client) -> None:
    assert "民政局" in office.get("/office/tokens/new").content.decode()
    slip = office.post("/office/tokens/new", wanted(cast))
    found = re.search(r"<code>(gk_[\w-]+)</code>", slip.content.decode())
    assert found and "no-store" in slip["Cache-Control"]
    assert Client().get(f"{API}/whoami", headers=bearing(found[1])).json()["body"]["code"] == "Q02"
    again = office.get("/office/tokens/").content.decode()
    assert found[1] not in again and found[1][:8] in again and "有效" in again


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"purpose": ""}, "请填写用途"),
        ({"actions": []}, "至少一项"),
        ({"expires_on": "2020-01-01"}, "令牌的到期日期应在"),
        ({"expires_on": "x"}, "日期应写成"),
        ({"body": ""}, "请选择机关"),
        ({"purpose": "找 13800138000"}, "不要写身份证号和手机号"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    wrong: dict[str, object], why: str, cast: County, office: Client
) -> None:
    page = office.post("/office/tokens/new", wanted(cast, **wrong)).content.decode()
    assert why in page and ('value="民政局系统报送"' in page or "purpose" in wrong)
    assert not ApiToken.objects.exists()


def test_nobody_makes_a_token_for_a_body_not_theirs(cast: County, client: Client) -> None:
    client.force_login(somebody("town", cast.township))
    page = client.post("/office/tokens/new", wanted(cast)).content.decode()
    assert "青溪县民政局" not in page and not ApiToken.objects.exists()


def test_a_token_is_revoked_with_a_reason(cast: County, office: Client) -> None:
    token, secret = a_token(cast.bureau, cast.clerk)
    address = f"/office/tokens/{token.pk}/revoke"
    assert f'href="{address}"' in office.get("/office/tokens/").content.decode()
    assert "马上不能再办事" in office.get(address).content.decode()
    assert "请填写理由" in office.post(address, {"reason": ""}).content.decode()
    assert "已作废，立即生效" in office.post(address, {"reason": "系统停用"}, follow=True).content.decode()
    assert Client().get(f"{API}/whoami", headers=bearing(secret)).status_code == 401
    assert "已作废" in office.post(address, {"reason": "再来"}).content.decode()


def test_a_security_officer_sees_and_revokes_and_makes_none(cast: County, client: Client) -> None:
    token, _ = a_token(cast.bureau, cast.clerk)
    client.force_login(somebody("guard", cast.county, Post.SECURITY_OFFICER))
    page = client.get("/office/tokens/").content.decode()
    assert token.purpose in page and "生成令牌" not in page
    assert client.get("/office/tokens/new").status_code == 403
    assert client.post(f"/office/tokens/{token.pk}/revoke", {"reason": "巡检"}).status_code == 302
    token.refresh_from_db()
    assert token.revoked_on is not None


def test_a_token_of_another_body_is_not_found(cast: County, client: Client) -> None:
    token, _ = a_token(cast.bureau, cast.clerk)
    client.force_login(somebody("town", cast.township))
    assert token.purpose not in client.get("/office/tokens/").content.decode()
    assert client.get(f"/office/tokens/{token.pk}/revoke").status_code == 404


def test_the_list_costs_the_same_with_many_tokens(
    cast: County, office: Client, django_assert_max_num_queries: object
) -> None:
    for _ in range(8):
        a_token(cast.bureau, cast.clerk)
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        office.get("/office/tokens/")


def test_the_list_is_taken_away_as_excel_without_secrets(cast: County, office: Client) -> None:
    a_token(cast.bureau, cast.clerk)
    answer = office.get("/office/tokens/?as=xlsx")
    assert answer.status_code == 200 and "spreadsheetml" in answer["Content-Type"]
