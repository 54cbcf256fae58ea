"""Letters of a case: what each has to say, numbers that never come twice, voided ones kept, a body's own words within the law's."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pypdfium2 as pdfium
import pytest
from django.db import IntegrityError, connection, transaction
from docx import Document

from gongkai.applications.consulting import Party, ask
from gongkai.applications.identity import Identity
from gongkai.applications.letter_styles import set_style, set_wording, style_of, word_of
from gongkai.applications.letters import Wish, asked, issue, law_letter, register, void, wanted
from gongkai.applications.models import Application, Letter
from gongkai.files.store import give
from gongkai.journal.models import Entry
from gongkai.law.letters import letters
from gongkai.organisations.models import Person, Post
from gongkai.organisations.refusal import Refused
from tests.applications.cases import ID_NUMBER, RECEIVED, SOMEBODY, from_web, noon, step
from tests.applications.ways import Staff, decided
from tests.people import County, somebody
from tests.writing.covered import LACKING

DAY = date(2026, 3, 9)
CORRECTION = Wish("LET-03", {"items": "写明所需招标文件的名称", "contact": "0000-0000000"})


@pytest.fixture
def case(cast: County) -> Application:
    return from_web(cast.township).application


@pytest.fixture
def correcting(case: Application, clerk: Person) -> Application:
    until = DAY + timedelta(days=30)
    step(case, "ask_correction", DAY, by=clerk, until=until, reason="所指的工程不明确")
    return case


def _text(letter: Letter) -> str:
    with pdfium.PdfDocument(give(letter.pdf)) as made:
        return "".join("".join(page.get_textpage().get_text_range().split()) for page in made)


def test_a_reply_says_what_was_signed_and_the_remedy_of_its_article_and_day(
    case: Application, staff: Staff
) -> None:
    clerk = staff[Post.APPLICATION_CLERK]
    decided(case, staff, DAY)
    letter = issue(case, Wish("LET-20"), by=clerk, at=noon(DAY))
    said = _text(letter)
    for part in (
        f"{SOMEBODY.name}：",
        "本机关于2026年3月2日收到",
        "经查，该信息由本机关制作。",
        "《中华人民共和国政府信息公开条例》第三十六条第（二）项",
        "自收到本答复之日起六十日内向青溪县人民政府申请行政复议",
        "六个月内向有管辖权的人民法院提起行政诉讼",
        "柳湾镇依申请〔2026〕1号",
        "2026年3月9日",
        "附件：招标文件柳湾镇人民政府2026年3月9日",
    ):
        assert part in said, part
    assert ID_NUMBER not in said and letter.on == DAY
    words = "".join(one.text for one in Document(io.BytesIO(give(letter.docx))).paragraphs)
    assert "柳湾镇依申请〔2026〕1号" in words and "该信息由本机关制作" in words


def test_what_was_signed_is_not_changed_in_the_making_of_the_letter(case: Application, staff: Staff) -> None:
    decided(case, staff, DAY)
    with pytest.raises(Refused, match="以签发的为准"):
        issue(case, Wish("LET-20", {"facts": "另有发现"}), by=staff[Post.APPLICATION_CLERK], at=noon(DAY))
    assert asked(case, Wish("LET-20")) == []


def test_a_letter_is_made_only_of_a_step_that_calls_for_it(
    case: Application, staff: Staff, clerk: Person
) -> None:
    for code in ("LET-03", "LET-20", "LET-05"):
        with pytest.raises(Refused, match="还没有办到"):
            issue(case, Wish(code), by=clerk, at=noon(DAY))
    decided(case, staff, DAY)
    with pytest.raises(Refused, match="还没有办到"):
        issue(case, Wish("LET-25"), by=clerk, at=noon(DAY))
    step(case, "redraft", DAY, by=staff[Post.SIGNATORY], post="signatory", reason="漏列一份")
    with pytest.raises(Refused, match="还没有办到"):
        issue(case, Wish("LET-20"), by=clerk, at=noon(DAY))
    with pytest.raises(Refused, match="没有这种文书"):
        issue(case, Wish("LET-99"), by=clerk, at=noon(DAY))


def test_a_notice_asks_the_clerk_only_for_what_the_platform_does_not_know(
    correcting: Application, clerk: Person
) -> None:
    assert [(name, needed) for name, _, needed in asked(correcting, CORRECTION)] == [
        ("items", True),
        ("contact", True),
    ]
    with pytest.raises(Refused, match="还没有填写：.*需要补正的事项"):
        issue(correcting, Wish("LET-03", {"contact": "窗口"}), by=clerk, at=noon(DAY))
    letter = issue(correcting, CORRECTION, by=clerk, at=noon(DAY))
    said = _text(letter)
    assert "理由是：所指的工程不明确" in said and "请不迟于2026年4月8日补正" in said and "第三十条" in said


def test_what_the_platform_knows_is_not_overwritten(correcting: Application, clerk: Person) -> None:
    typed = Wish("LET-03", {**CORRECTION.values, "received": "2026年3月8日", "applicant": "另一个人"})
    said = _text(issue(correcting, typed, by=clerk, at=noon(DAY)))
    assert "2026年3月2日" in said and "2026年3月8日" not in said and "另一个人" not in said


def test_numbers_follow_each_other_and_a_voided_one_is_kept_and_never_given_again(
    correcting: Application, cast: County, clerk: Person
) -> None:
    first = issue(correcting, CORRECTION, by=clerk, at=noon(DAY))
    with pytest.raises(Refused, match="已经制作过"):
        issue(correcting, CORRECTION, by=clerk, at=noon(DAY))
    with pytest.raises(Refused, match="理由"):
        void(first, reason=" ", by=clerk, at=noon(DAY))
    void(first, reason="地址写错", by=clerk, at=noon(DAY))
    with pytest.raises(Refused, match="已经作废"):
        void(first, reason="再作废", by=clerk, at=noon(DAY))
    second = issue(correcting, CORRECTION, by=clerk, at=noon(DAY))
    found = [(one.serial, one.number, one.void_reason) for one in register(cast.township, 2026)]
    assert found == [(1, "柳湾镇依申请〔2026〕1号", "地址写错"), (2, "柳湾镇依申请〔2026〕2号", "")]
    assert second.serial == 2 and Entry.objects.filter(act="applications.letter_void").count() == 1


def test_what_fails_takes_no_number(correcting: Application, clerk: Person) -> None:
    with pytest.raises(Refused):
        issue(correcting, Wish("LET-03"), by=clerk, at=noon(DAY))
    assert issue(correcting, CORRECTION, by=clerk, at=noon(DAY)).serial == 1


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM applications_letter",
        "UPDATE applications_letter SET number = '假〔2026〕1号'",
        "UPDATE applications_letter SET pdf = docx",
        "UPDATE applications_letter SET sealed = 'x'",
        "UPDATE applications_letter SET voided_at = NULL, voided_by_id = NULL, void_reason = ''",
        "UPDATE applications_letterseries SET last = 0",
        "DELETE FROM applications_letterseries",
    ],
)
def test_the_register_refuses_changes_on_a_plain_connection(
    correcting: Application, clerk: Person, change: str
) -> None:
    void(issue(correcting, CORRECTION, by=clerk, at=noon(DAY)), reason="地址写错", by=clerk, at=noon(DAY))
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_what_went_in_is_in_cipher_and_nothing_of_it_in_the_journal(
    correcting: Application, clerk: Person
) -> None:
    letter = issue(correcting, CORRECTION, by=clerk, at=noon(DAY))
    assert SOMEBODY.name not in letter.sealed and law_letter(letter)[0].paragraphs[0] == f"{SOMEBODY.name}："
    entry = Entry.objects.get(act="applications.letter")
    assert letter.number in entry.after and SOMEBODY.name not in f"{entry.after}{entry.reason}"
    assert Letter.objects.filter(pk=letter.pk).update(sealed="") == 1
    letter.refresh_from_db()
    with pytest.raises(Refused, match="销毁"):
        law_letter(letter)


def test_a_name_that_no_font_has_leaves_the_word_version_and_says_so(cast: County, clerk: Person) -> None:
    name = f"申请人{LACKING[0]}"
    case = from_web(cast.township, identities=(Identity(**{**vars(SOMEBODY), "name": name}),)).application
    letter = issue(case, Wish("LET-02"), by=clerk, at=noon(DAY))
    assert letter.pdf == "" and "1 个字" in letter.lacks and name not in letter.lacks
    assert name in "".join(one.text for one in Document(io.BytesIO(give(letter.docx))).paragraphs)


def test_the_letters_of_a_case_are_listed_until_they_are_made(
    case: Application, staff: Staff, clerk: Person
) -> None:
    assert [one.code for one in wanted(case)] == ["LET-02"]
    issue(case, Wish("LET-02"), by=clerk, at=noon(DAY))
    party = Party("third", Identity(name="某商行", address="青溪县某街"), "投标报价")
    consultation = ask(case, party, by=clerk, at=noon(DAY)).consultation
    assert [one.code for one in wanted(case)] == ["LET-07", "LET-08"]
    with pytest.raises(Refused, match="发给哪一方"):
        issue(case, Wish("LET-07"), by=clerk, at=noon(DAY))
    to_party = Wish("LET-07", {"reply_way": "青溪县某路一号"}, consultation)
    told = _text(issue(case, to_party, by=clerk, at=noon(DAY)))
    assert "某商行：" in told and "投标报价" in told and SOMEBODY.name not in told
    to_applicant = _text(issue(case, Wish("LET-08"), by=clerk, at=noon(DAY)))
    assert "某商行" not in to_applicant and consultation.key in to_applicant
    assert wanted(case) == []


def test_a_body_words_its_letters_itself_and_keeps_what_the_law_demands(
    correcting: Application, cast: County, clerk: Person
) -> None:
    law = letters()["LET-03"].wording(RECEIVED).paragraphs
    with pytest.raises(Refused, match="缺少必须有的内容：.*逾期的后果"):
        set_wording(cast.township, "LET-03", [*law[:3], law[4]], by=clerk, at=noon(DAY))
    with pytest.raises(Refused, match="不认识的空白：whatever"):
        set_wording(cast.township, "LET-03", [*law, "{whatever}"], by=clerk, at=noon(DAY))
    set_wording(cast.township, "LET-03", [*law, "办公时间为工作日。"], by=clerk, at=noon(DAY))
    first = issue(correcting, CORRECTION, by=clerk, at=noon(DAY))
    assert "办公时间为工作日。" in _text(first)
    set_wording(cast.township, "LET-03", [], by=clerk, at=noon(DAY))
    void(first, reason="改用法定文本", by=clerk, at=noon(DAY))
    assert "办公时间" not in _text(issue(correcting, CORRECTION, by=clerk, at=noon(DAY)))


def test_a_body_sets_the_word_before_the_number_and_whom_to_turn_to(
    case: Application, cast: County, staff: Staff, clerk: Person
) -> None:
    for word in ("柳政〔2026〕", "柳政2026"):
        with pytest.raises(Refused, match="只写文字"):
            set_style(cast.township, {"word": word}, by=clerk, at=noon(DAY))
    given = {"word": "柳政依复", "court": "青溪县人民法院", "online": "某省行政复议网上平台"}
    set_style(cast.township, given, by=clerk, at=noon(DAY))
    decided(case, staff, DAY)
    said = _text(issue(case, Wish("LET-20"), by=clerk, at=noon(DAY)))
    assert "柳政依复〔2026〕1号" in said and "向青溪县人民法院提起" in said
    assert "通过某省行政复议网上平台在线申请行政复议" in said
    assert word_of(style_of(cast.bureau)) == "青溪县民政局依申请"


def test_strangers_make_void_and_set_nothing(correcting: Application, cast: County, clerk: Person) -> None:
    stranger = somebody("stranger", cast.bureau, Post.APPLICATION_CLERK)
    letter = issue(correcting, CORRECTION, by=clerk, at=noon(DAY))
    with pytest.raises(Refused, match="权限"):
        issue(correcting, Wish("LET-02"), by=stranger, at=noon(DAY))
    with pytest.raises(Refused, match="权限"):
        void(letter, reason="不对", by=stranger, at=noon(DAY))
    with pytest.raises(Refused, match="权限"):
        set_style(cast.township, {"word": "某"}, by=stranger, at=noon(DAY))
    with pytest.raises(Refused, match="权限"):
        set_wording(cast.township, "LET-03", [], by=stranger, at=noon(DAY))


def test_a_letter_carries_no_number_of_a_person(correcting: Application, clerk: Person) -> None:
    typed = Wish("LET-03", {**CORRECTION.values, "items": f"请提供 {ID_NUMBER} 的材料"})
    with pytest.raises(Refused, match="身份证号"):
        issue(correcting, typed, by=clerk, at=noon(DAY))
