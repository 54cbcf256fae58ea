"""Every edition is screened with its enclosures, and a suspect goes out only with somebody else's reason."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction

from gongkai.catalogue.drafting import File, change, draft_of
from gongkai.catalogue.looking import let_pass, look, open_suspects
from gongkai.catalogue.models import Edition
from gongkai.files.store import keep
from gongkai.journal.models import Entry
from gongkai.organisations import actions as organisations
from gongkai.organisations.models import Person
from gongkai.organisations.refusal import Refused
from tests.catalogue.items import NOON, a_draft, an_edition
from tests.people import PASSWORD, TODAY, County, a_county

pytestmark = pytest.mark.django_db
NUMBER = "11010519491231002X"  # the specimen of the standard GB 11643


def a_list(cast: County) -> Edition:
    """An edition with an identity number in the text and a mobile number in an enclosure."""
    data = "姓名,手机号\n某某,13800138000\n".encode()
    file = File("名单.csv", keep(data), "csv", len(data))
    return an_edition(cast, draft=a_draft(text=f"<p>身份证号：{NUMBER}</p>", files=(file,)))


def a_reviewer() -> Person:
    return organisations.enrol(account="second", name="何其信", password=PASSWORD, by=None, on=TODAY)


def test_text_and_enclosures_are_looked_at_and_nothing_is_kept_in_clear() -> None:
    edition = a_list(a_county())
    look(edition, at=NOON)
    found = {(suspect.kind, suspect.source) for suspect in open_suspects(edition)}
    assert {("id_number", "正文"), ("mobile", "名单.csv")} <= found
    shown = " ".join(suspect.shown + suspect.place for suspect in open_suspects(edition))
    assert NUMBER not in shown and "13800138000" not in shown


def test_the_same_state_is_looked_at_once_and_a_changed_one_anew() -> None:
    cast = a_county()
    edition = a_list(cast)
    first = look(edition, at=NOON)
    assert look(edition, at=NOON) == first
    change(edition, draft=replace(draft_of(edition), text="<p>没有号码</p>"), by=cast.clerk, at=NOON)
    edition.refresh_from_db()
    assert look(edition, at=NOON) != first
    assert {suspect.kind for suspect in open_suspects(edition)} >= {"mobile"}
    assert "id_number" not in {suspect.kind for suspect in open_suspects(edition)}


def test_words_of_the_county_are_looked_for_too() -> None:
    edition = an_edition(a_county(), draft=a_draft(text="<p>旧称双河人民公社。</p>"))
    look(edition, at=NOON)
    assert not open_suspects(edition).exists()
    look(edition, at=NOON, own_words=["双河人民公社"])
    assert open_suspects(edition).count() == 1


def test_a_suspect_passes_with_a_reason_of_somebody_who_did_not_write_it() -> None:
    cast = a_county()
    edition = a_list(cast)
    look(edition, at=NOON)
    suspect, *others = open_suspects(edition)
    with pytest.raises(Refused, match="不能放行自己"):
        let_pass(suspect, reason="公开电话", by=cast.clerk, at=NOON)
    reviewer = a_reviewer()
    with pytest.raises(Refused, match="理由"):
        let_pass(suspect, reason=" ", by=reviewer, at=NOON)
    with pytest.raises(Refused, match="不要写身份证号和手机号"):
        let_pass(suspect, reason="机主 13800138000 同意", by=reviewer, at=NOON)
    let_pass(suspect, reason="标准样例号码", by=reviewer, at=NOON)
    assert list(open_suspects(edition)) == others
    with pytest.raises(Refused, match="已经放行"):
        let_pass(suspect, reason="又一次", by=reviewer, at=NOON)
    assert Entry.objects.get(act="catalogue.let_pass").reason == "标准样例号码"


def test_what_was_found_and_let_pass_stays_on_record() -> None:
    edition = a_list(a_county())
    look(edition, at=NOON)
    let_pass(open_suspects(edition)[0], reason="样例", by=a_reviewer(), at=NOON)
    for table in ("screening", "suspect", "passing"):
        for statement in (f"DELETE FROM catalogue_{table}", f"UPDATE catalogue_{table} SET id = id"):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)


def test_a_file_that_is_gone_is_named() -> None:
    edition = an_edition(a_county())
    with pytest.raises(Refused, match="附件“方案.docx”已损坏或缺失"):
        look(edition, at=NOON)
