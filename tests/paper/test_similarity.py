"""内容雷同 over many reports: copies are found, prescribed wording and later reports never count, and who is named."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from random import Random

import pytest

from gongkai.paper.fingerprints import Index, Signature, StaleSignature, signature_of
from gongkai.paper.report import Report, Section
from gongkai.paper.similarity import (
    Likeness,
    likenesses,
    scale,
    similar_reports,
    similarity_findings,
    wording,
)
from gongkai.sheets.checks import checks_of
from gongkai.sheets.findings import Finding

LETTERS = [chr(code) for code in range(0x4E00, 0x9000)]
CHECK = "F2021-S67"


def _prose(seed: object, count: int = 600) -> str:
    rng = Random(str(seed))
    return "".join(rng.choice(LETTERS) + ("，" if at % 9 == 8 else "") for at in range(count))


def _report(seed: object, *, body: str = "云梓县松坞镇人民政府", year: int = 2023, more: str = "") -> Report:
    sections = (Section(1, "总体情况", (_prose(seed), more)), Section(5, "问题", (_prose(f"{seed}五"),)))
    return Report(body=body, year=year, form="2021", form_due="2021", sections=sections)


def _half_of(source: Report, seed: object, **about: object) -> Report:
    """A report of its own first chapter whose fifth is the source's."""
    own = _report(seed)
    return replace(own, sections=(own.sections[0], source.sections[1]), **about)  # type: ignore[arg-type]


def _found(report: Report, *others: Report) -> tuple[Finding, ...]:
    return similarity_findings(report, likenesses(report, map(wording, others)))


def test_a_report_that_copies_half_of_another_body_s_is_questioned_and_both_are_named() -> None:
    source = _report("甲", body="云梓县石矶镇人民政府", year=2022)
    (finding,) = _found(_half_of(source, "乙"), source, _report("丙", body="云梓县苇塘乡人民政府"))
    assert (finding.check, finding.severity) == (CHECK, "question")
    assert "1200 字" in finding.says and "600 字（50%）" in finding.says
    assert "云梓县石矶镇人民政府 2022 年度报告" in finding.says and "苇塘" not in finding.says
    assert finding.quote in source.sections[1].paragraphs[0]


def test_single_sentences_that_agree_are_told_but_not_questioned() -> None:
    source = _report("甲", body="云梓县石矶镇人民政府")
    text = source.sections[0].paragraphs[0]
    broken = "。".join(text[at : at + 60] + _prose(at, 9) for at in range(0, len(text), 60))
    report = replace(_report("乙"), sections=(Section(1, "总体情况", (broken,)),))
    (found,) = likenesses(report, [wording(source)])
    assert found.share_here > 0.8 and found.longest < 80 and found.long == 0
    assert _found(report, source) == ()


def test_the_check_is_the_law_s() -> None:
    (check,) = (one for one in checks_of("2021") if one.code == CHECK)
    assert check.severity == "question" and check.by == "prose"


def test_last_year_s_report_with_other_figures_is_questioned() -> None:
    last = _report("甲", year=2022, more=f"全年公开{1234}条，{_prose('尾', 100)}")
    now = _report("甲", year=2023, more=f"全年公开{99}条，{_prose('尾', 100)}")
    (finding,) = _found(now, last)
    assert "（100%）与本机关 2022 年度报告成段相同" in finding.says


def test_own_earlier_reports_may_share_more_than_other_bodies() -> None:
    assert scale("before").share > scale("others").share
    last = _report("甲", year=2022)
    now = replace(
        last, year=2023, sections=(*last.sections[:1], *_report("乙").sections, *_report("丙").sections)
    )
    assert _found(now, last) == ()
    assert len(_found(replace(now, body="云梓县石矶镇人民政府"), last)) == 0  # a quarter is below either
    now = replace(now, sections=(*last.sections, *_report("乙").sections, _report("丙").sections[0]))
    assert _found(now, last) == ()
    assert len(_found(replace(now, body="云梓县石矶镇人民政府"), last)) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"year": 2024},  # who wrote first copied nobody
        {"body": "松坞镇人民政府"},  # another edition of the same report
    ],
)
def test_later_reports_and_other_editions_are_no_question(change: dict[str, object]) -> None:
    report = _report("甲")
    assert _found(report, replace(report, body="云梓县石矶镇人民政府")) != ()
    other = replace(report, **{"body": "云梓县石矶镇人民政府", **change})  # type: ignore[arg-type]
    assert _found(report, other) == ()


def test_before_the_notice_of_2021_nothing_is_asked() -> None:
    old = _report("甲", year=2020)
    assert _found(old, replace(old, body="云梓县石矶镇人民政府")) == ()


def test_prescribed_wording_alone_is_never_alike() -> None:
    formal = Section(
        1, "总体情况", ("坚持以公开为常态、不公开为例外，遵循公正、公平、合法、便民的原则。" * 40,)
    )
    one = replace(_report("甲"), sections=(formal,))
    assert _found(one, replace(one, body="云梓县石矶镇人民政府")) == ()


def test_many_copies_make_one_question_that_counts_them() -> None:
    report = _report("甲")
    copies = [replace(report, body=f"云梓县第{number}镇人民政府") for number in range(9)]
    (finding,) = _found(report, *copies)
    assert "等 8 份" in finding.says


def _shelved(reports: list[Report]) -> tuple[Index, list[Likeness]]:
    kept = [wording(report) for report in reports]
    index = Index()
    for key, one in enumerate(kept):
        index.add(key, Signature.from_bytes(one.signature.to_bytes()))
    asked = reports[0]
    return index, list(similar_reports(asked, index, kept.__getitem__, leave_out=[0]))


def test_an_index_finds_the_copy_among_others_and_reads_few() -> None:
    source = _report("源", body="云梓县石矶镇人民政府")
    others = [_report(number, body=f"某县第{number}镇人民政府") for number in range(60)]
    index, found = _shelved([_half_of(source, "乙"), *others, source])
    assert [(one.key, one.same_body) for one in found] == [(61, False)]
    assert found[0].share_here == pytest.approx(0.5, abs=0.03)
    index.discard(61, wording(source).signature)
    assert [one.key for one in index.candidates(wording(source).signature, least=0.4)] == [0]


@pytest.mark.parametrize("seed", range(30))
def test_any_agreement_of_43_letters_has_a_fingerprint_in_common(seed: int) -> None:
    shared = _prose("共", 43).replace("，", "")
    one, two = (_prose(f"{seed}{side}").replace("，", "") for side in "甲乙")
    here, there = (signature_of(text[:seed] + shared + text[seed:]).fingerprints for text in (one, two))
    assert set(here) & set(there)


def test_a_signature_of_other_rules_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = wording(_report("甲")).signature.to_bytes()
    assert Signature.from_bytes(data).to_bytes() == data
    monkeypatch.setattr("gongkai.paper.fingerprints.made_by", lambda: 1)
    for stale in (data, data[:-1], b""):
        with pytest.raises(StaleSignature):
            Signature.from_bytes(stale)


def test_an_index_costs_under_two_kilobytes_a_report() -> None:
    signatures = [wording(_report(number)).signature for number in range(300)]
    tracemalloc.start()
    index = Index()
    empty = tracemalloc.get_traced_memory()[0]
    for key, one in enumerate(signatures):
        index.add(key, one)
    size = tracemalloc.get_traced_memory()[0] - empty
    tracemalloc.stop()
    assert size < 300 * 2_000


def test_an_empty_report_is_like_nothing() -> None:
    assert _found(Report(), Report(), _report("甲")) == ()
    assert similar_reports(Report(), Index(), lambda key: wording(_report(key))) == ()
