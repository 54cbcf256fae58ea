"""A body words its own letters on a page, within what the law demands; what it lacks is named, and nothing typed is lost."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from gongkai.applications.letter_styles import wording_of
from gongkai.law.letters import letters
from gongkai.organisations.models import Body, Post
from tests.people import County, a_county, somebody

pytestmark = pytest.mark.django_db
KIND = letters()["LET-20"]


@pytest.fixture
def cast(client: Client) -> County:
    found = a_county()
    client.force_login(somebody("clerk-of-letters", found.township, Post.APPLICATION_CLERK))
    return found


def where(body: Body, code: str = "LET-20") -> str:
    return f"/office/letters/wordings/{body.pk}/{code}/"


def own(body: Body) -> tuple[str, ...]:
    return wording_of(body, KIND, timezone.localdate())


def test_own_words_are_used_and_none_goes_back_to_those_of_the_law(client: Client, cast: County) -> None:
    law = KIND.wording(timezone.localdate()).paragraphs
    sent = "\n".join([*law, "如有疑问，请与本机关联系。"])
    answer = client.post(where(cast.township), {"paragraphs": sent}, follow=True)
    assert "本机关的文字" in answer.content.decode() and own(cast.township)[-1].startswith("如有疑问")
    client.post(where(cast.township), {"paragraphs": ""}, follow=True)
    assert own(cast.township) == ()


def test_words_that_lack_what_the_law_demands_are_refused_by_name_and_stay_typed(
    client: Client, cast: County
) -> None:
    answer = client.post(where(cast.township), {"paragraphs": "您的申请收到了。"}, follow=True)
    said = answer.content.decode()
    assert "缺少必须有的内容" in said and "救济途径" in said and "您的申请收到了。" in said
    assert own(cast.township) == ()


def test_the_list_tells_which_letters_a_body_words_itself(client: Client, cast: County) -> None:
    said = client.get(f"/office/letters/wordings/{cast.township.pk}/").content.decode()
    assert KIND.title in said and "送达回证" not in said and "本机关文字" not in said


def test_another_body_and_a_letter_that_is_none_are_not_there(client: Client, cast: County) -> None:
    assert client.get(where(cast.bureau)).status_code == 404
    assert client.get(where(cast.township, "LET-99")).status_code == 404
