"""Anchors: one sealed line a time, elsewhere, never over a loss; and the command that tells whether all is sound."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from gongkai.cli.verify import main
from gongkai.journal import anchors, guards
from gongkai.journal.actions import record
from gongkai.journal.actor import SYSTEM
from gongkai.journal.models import Entry, Head
from gongkai.journal.verification import verify
from tests.journal.tampering import DAY

pytestmark = pytest.mark.django_db


def _act(chain: str = "Q01") -> None:
    record("test.act", chain=chain, by=SYSTEM, on=DAY)


def test_an_anchor_holds_the_chains_that_went_on_and_tells_of_itself_in_the_journal() -> None:
    _act("Q01")
    _act("Q02")
    anchors.anchor(DAY)
    _act("Q02")
    state = anchors.anchor(DAY)
    lines = [json.loads(line) for line in anchors.place().read_text("utf-8").splitlines()]
    assert [sorted(line["heads"]) for line in lines] == [["Q01", "Q02"], ["", "Q02"]]
    assert {chain: count for chain, (count, _) in state.heads.items()} == {"": 1, "Q01": 1, "Q02": 2}
    assert list(Entry.objects.filter(act=anchors.ACT).values_list("after", flat=True)) == [
        f'{{"digest":"{line["digest"]}","number":{line["number"]}}}' for line in lines
    ]
    assert state.digest in anchors.printed(state) and "Q02　2 条" in anchors.printed(state)


def test_a_line_cut_off_by_a_power_failure_does_no_harm() -> None:
    _act()
    anchors.anchor(DAY)
    with anchors.place().open("ab") as file:
        file.write(b'{"number":2,"on":"2026')
    assert verify().broken is None
    assert anchors.anchor(DAY).number == 2
    assert verify().broken is None


def _lose_the_last() -> None:
    guards.drop(connection)
    Entry.objects.filter(chain="Q01", number=2).delete()
    first = Entry.objects.get(chain="Q01", number=1)
    Entry.objects.all().delete()
    Head.objects.all().delete()
    guards.renew(connection)
    record(first.act, chain="Q01", by=SYSTEM, on=DAY)


def test_no_anchor_is_set_over_a_loss_unless_somebody_says_why() -> None:
    _act()
    _act()
    anchors.anchor(DAY)
    _lose_the_last()
    with pytest.raises(CommandError, match=r"现有 1 条，上次锚点时有 2 条.*--reason"):
        call_command("anchor")
    out = StringIO()
    call_command("anchor", reason="从 3 月 1 日的备份恢复", stdout=out)
    assert "第 2 号锚点已写入" in out.getvalue()
    assert verify().broken is None
    assert Entry.objects.get(act=anchors.ACT).reason == "从 3 月 1 日的备份恢复"


def test_no_anchor_is_set_over_a_forged_head() -> None:
    _act()
    guards.drop(connection)
    Head.objects.update(count=7)
    with pytest.raises(anchors.Refused, match="链头 Q01 的校验值不对"):
        anchors.anchor(DAY)


def test_the_command_ends_with_0_where_all_is_sound_and_with_1_where_not(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _act()
    assert main([]) == 0
    assert "操作记录相符：1 条链，1 条记录；还没有设过锚点，其后的 1 条尚未锚定。" in capsys.readouterr().out
    guards.drop(connection)
    Entry.objects.update(reason="altered")
    assert main([]) == 1
    assert "操作记录不符：链 Q01 第 1 条：内容被改。" in capsys.readouterr().out
