"""The letters: what each has to say, what a body may word itself, and what a finished one lacks (DOC-A1 to DOC-A3)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongkai.law.cite import cite
from gongkai.law.letters import (
    BLANK,
    Frame,
    Letter,
    LetterKind,
    LetterRefused,
    blanks,
    breaches_of_letter,
    compose,
    letters,
    read_letter,
    refuse_wording,
)
from gongkai.law.load import Entry, LawError, load_toml, parse_toml
from gongkai.law.outcomes import outcomes
from gongkai.law.procedure import official_procedure
from gongkai.law.remedies import Decision
from gongkai.law.remedy_checks import breaches_of_remedy, breaches_of_review_body, remedy_paragraph

CASES = parse_toml((Path(__file__).parent / "cases/letters.toml").read_bytes(), "cases/letters.toml")
ALL = list(letters().values())
RECEIVED = date(2025, 3, 3)
FRAME = Frame("虚构公开〔2025〕1号", "虚构县住房和城乡建设局", date(2025, 3, 20))


def filled() -> dict[str, str]:
    return {code: f"［{label}］" for code, label in blanks().items()}


def ids(case: object) -> str:
    return str(case["name"]) if isinstance(case, dict) else ""


each_letter = pytest.mark.parametrize("kind", ALL, ids=[one.code for one in ALL])


def test_every_letter_of_the_dossier_is_there() -> None:
    expected = [f"LET-{number:02}" for number in (*range(1, 14), *range(20, 32))]
    assert [one.code for one in ALL] == expected
    assert [one.ref for one in ALL] == [code.replace("LET", "DOC") for code in expected]


@each_letter
def test_a_letter_filled_in_has_every_element_and_no_blank_left(kind: LetterKind) -> None:
    for wording in kind.wordings:
        letter = compose(kind, wording.in_force, filled(), FRAME)
        assert not BLANK.search(letter.text) and "<" not in letter.text
        assert breaches_of_letter(kind, wording.in_force, letter, filled()) == ()


@each_letter
def test_each_compulsory_blank_has_to_be_filled_in(kind: LetterKind) -> None:
    for wording in kind.wordings:
        for element in wording.elements:
            for blank in element.blanks:
                with pytest.raises(LetterRefused, match=f"还没有填写：.*{element.label}"):
                    compose(kind, wording.in_force, filled() | {blank: ""}, FRAME)


@each_letter
def test_an_own_wording_has_to_keep_each_element(kind: LetterKind) -> None:
    for wording in kind.wordings:
        for element in wording.elements:
            parts = [*(f"{{{blank}}}" for blank in element.blanks), *element.words]
            for part in parts:
                cut = [paragraph.replace(part, "") for paragraph in wording.paragraphs]
                with pytest.raises(LetterRefused, match=f"缺少必须有的内容：.*{element.label}"):
                    refuse_wording(kind, wording.in_force, cut)


@each_letter
def test_a_letter_without_number_body_or_day_is_a_breach_unless_it_stays_inside(kind: LetterKind) -> None:
    received = kind.wordings[-1].in_force
    letter = compose(kind, received, filled(), Frame("", "", None))
    found = breaches_of_letter(kind, received, letter, filled())
    if kind.kind == "internal":
        assert found == ()
    else:
        assert [one.says for one in found] == [f"《{kind.title}》缺少文号、落款机关、日期"]
    assert letter.dated == ""


def test_an_element_missing_from_the_text_is_a_breach() -> None:
    kind = letters()["LET-23"]
    letter = Letter(kind.code, kind.title, ("本机关决定不予公开。",), FRAME)
    (found,) = breaches_of_letter(kind, RECEIVED, letter, filled())
    assert found.check == "DOC-A1"
    assert found.says == (
        "《政府信息不予公开告知书》缺少收件人、收到申请的日期、申请的内容、查明的事实、依据、不予公开的理由、救济途径"
    )
    said = [filled()[blank] for one in kind.wording(RECEIVED).elements for blank in one.blanks]
    bare = Letter(kind.code, kind.title, tuple(said), FRAME)
    (found,) = breaches_of_letter(kind, RECEIVED, bare, filled())
    assert found.says == "《政府信息不予公开告知书》缺少决定"


def test_a_body_may_word_a_letter_itself() -> None:
    kind = letters()["LET-02"]
    own = (
        "{applicant}：",
        "您的申请已于{received}收到（编号{number}），最迟{due}答复。",
        "查询：{query}。<contact|咨询：{contact}。>",
    )
    letter = compose(kind, RECEIVED, filled() | {"contact": ""}, FRAME, own)
    assert letter.paragraphs[2] == "查询：［查询方式］。"
    assert (
        compose(kind, RECEIVED, filled(), FRAME, own).paragraphs[2]
        == "查询：［查询方式］。咨询：［联系方式］。"
    )
    with pytest.raises(LetterRefused, match="缺少必须有的内容：查询方式"):
        compose(kind, RECEIVED, filled(), FRAME, own[:2])
    with pytest.raises(LetterRefused, match="不认识的空白：nickname"):
        compose(kind, RECEIVED, filled(), FRAME, (*own, "{nickname}"))


def test_an_element_that_only_stands_sometimes_does_not_count() -> None:
    own = ("{applicant}{received}{number}{due}", "<contact|{query}>")
    with pytest.raises(LetterRefused, match="缺少必须有的内容：查询方式"):
        refuse_wording(letters()["LET-02"], RECEIVED, own)


def test_what_an_applicant_writes_is_never_read_as_a_blank() -> None:
    values = filled() | {"request": "{facts}<place|看这里>"}
    letter = compose(letters()["LET-20"], RECEIVED, values, FRAME)
    assert "{facts}<place|看这里>" in letter.text


def test_a_paragraph_that_is_empty_is_left_out() -> None:
    letter = compose(letters()["LET-30"], RECEIVED, filled() | {"mail_number": ""}, FRAME)
    assert [one[:4] for one in letter.paragraphs] == ["送达文书", "受送达人", "送达方式", "签收、交"]
    assert letter.dated == "2025年3月20日"


def test_there_is_no_letter_before_its_rule_is_in_force() -> None:
    with pytest.raises(
        LetterRefused, match="2020-12-31 收到的申请没有《政府信息公开信息处理费收费通知书》这种文书"
    ):
        letters()["LET-12"].wording(date(2020, 12, 31))
    old, new = (letters()["LET-03"].wording(day) for day in (date(2019, 5, 14), date(2019, 5, 15)))
    assert "视为放弃申请" not in "".join(old.paragraphs)
    assert "视为放弃申请" in "".join(new.paragraphs)


def test_steps_and_outcomes_name_letters_that_exist() -> None:
    named = {code for kind in official_procedure().steps.values() for code in kind.letters}
    named |= {one.letter for one in outcomes().values()}
    assert named == set(letters())


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('to     = "applicant"', 'to     = "nobody"', "to 的值 'nobody' 不对"),
        ("{query}", "", "缺少必须有的内容：查询方式"),
        ("{query}", "{query}{nickname}", "不认识的空白：nickname"),
        ('blanks = ["query"]', "", "blanks、words 都没有"),
        ('kind   = "notice"', 'kind   = "poem"', "kind 的值 'poem' 不对"),
        ("[[text]]", "[[tekst]]", "不认识的键 tekst"),
    ],
)
def test_a_wrong_letter_file_is_named(old: str, new: str, says: str) -> None:
    path = Path(__file__).parents[2] / "gongkai/law/letters/LET-02.toml"
    text = path.read_text("utf-8")
    assert old in text
    with pytest.raises(LawError, match=says):
        read_letter(Entry(parse_toml(text.replace(old, new).encode(), "LET-02.toml"), "LET-02.toml"))


def test_the_blanks_that_letters_use_are_the_blanks_there_are() -> None:
    texts = "".join(p for kind in ALL for one in kind.wordings for p in one.paragraphs)
    assert set(BLANK.findall(texts)) == set(load_toml("letters/blanks.toml")["blanks"])


@pytest.mark.parametrize("case", CASES["remedy"], ids=ids)
def test_the_remedy_told_is_the_one_of_article_and_day(case: dict[str, Any]) -> None:
    decision = Decision(case["on"], case["article"], case.get("ground", ""), case["letter"])
    right = remedy_paragraph(decision, "虚构县人民政府", "虚构县人民法院")
    assert breaches_of_remedy(decision, right) == ()
    found = breaches_of_remedy(decision, case["wrong"])
    assert [one.check for one in found] == ["DOC-A2"]
    assert case["says"] in found[0].says


@pytest.mark.parametrize("case", CASES["review_body"], ids=ids)
def test_the_reviewing_body_named_is_the_one_of_kind_and_day(case: dict[str, Any]) -> None:
    decision = Decision(case["on"], "条例 第十四条")
    assert breaches_of_review_body(case["kind"], decision, case["right"]) == ()
    found = breaches_of_review_body(case["kind"], decision, case["wrong"])
    assert [(one.check, one.says) for one in found] == [("DOC-A3", case["says"])]


def test_a_reply_served_online_tells_where_to_apply_online() -> None:
    decision = Decision(date(2025, 3, 20), "条例 第三十八条", "", "LET-27")
    told = remedy_paragraph(decision, "虚构县人民政府", "虚构县人民法院", online="虚构县行政复议网上平台")
    assert told.endswith("也可以通过虚构县行政复议网上平台在线申请行政复议。")
    assert "{" not in told


@pytest.mark.parametrize(
    ("basis", "cited"),
    [
        ("条例 第三十六条第（二）项", "《中华人民共和国政府信息公开条例》第三十六条第（二）项"),
        ("2007年条例 第二十二条", "《中华人民共和国政府信息公开条例》第二十二条"),
        ("国办函〔2020〕109号", "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）"),
        (
            "条例 第四十二条；国办函〔2020〕109号 第五条",
            "《中华人民共和国政府信息公开条例》第四十二条、《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）第五条",
        ),
    ],
)
def test_a_basis_is_cited_in_full(basis: str, cited: str) -> None:
    assert cite(basis) == cited


def test_an_unknown_basis_is_named() -> None:
    with pytest.raises(ValueError, match="“某规定”不在 sources.toml 中"):
        cite("某规定 第一条")
