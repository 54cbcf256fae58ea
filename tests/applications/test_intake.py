"""An application is registered whole: number, code, receipt, identity in cipher, first step; or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from gongkai.applications.identity import Identity, look_at, masked
from gongkai.applications.intake import apply_again, evidence_of, missing, register, split, take_over
from gongkai.applications.models import Applicant, Application, Step
from gongkai.applications.queries import repeats, standing, tracked
from gongkai.journal.models import Entry
from gongkai.law.procedure import Step as LawStep
from gongkai.law.receipt import Evidence
from gongkai.organisations.models import Person, Post
from gongkai.organisations.refusal import Refused
from tests.applications.cases import ID_NUMBER, RECEIVED, SOMEBODY, an_envelope, by_letter, from_web, noon
from tests.people import County

SATURDAY = date(2026, 3, 7)


def test_the_own_form_is_received_on_the_day_of_submission_rest_days_too(cast: County) -> None:
    late = an_envelope(cast.township, evidence=Evidence("web", submitted=RECEIVED))
    made = register(late, by=None, at=noon(SATURDAY)).application
    assert made.received_on == made.first_received_on == SATURDAY
    assert standing(made).start == SATURDAY


def test_numbers_run_through_for_each_body_and_year(cast: County) -> None:
    numbers = [from_web(cast.township).application.number for _ in range(3)]
    assert numbers == ["2026-0001", "2026-0002", "2026-0003"]
    assert from_web(cast.bureau).application.number == "2026-0001"
    assert from_web(cast.township, date(2027, 1, 4)).application.number == "2027-0001"


def test_number_and_code_together_open_it_however_the_code_is_typed(cast: County) -> None:
    made, code = from_web(cast.township)
    other = from_web(cast.bureau)
    assert tracked(made.number, code) == made
    assert tracked(f" {made.number} ", code.lower().replace("-", " ")) == made
    assert tracked("2026-0002", code) is None
    assert tracked(made.number, other.code[::-1]) is None
    assert tracked("", code) is None and tracked("", "") is None
    assert code not in str(Application.objects.values().get(pk=made.pk))


@pytest.mark.parametrize(
    ("lacks", "says"),
    [
        ({"wanted": " "}, "特征性描述"),
        ({"form": "", "delivery": ""}, "形式要求"),
        ({"identities": (replace(SOMEBODY, document_number=""),)}, "身份证明"),
        ({"identities": (replace(SOMEBODY, phone="", address=""),)}, "联系方式"),
        ({"identities": (replace(SOMEBODY, name=" "),)}, "姓名"),
        ({"identities": (replace(SOMEBODY, document_number=ID_NUMBER[:-1] + "1"),)}, "身份证号码不对"),
        ({"identities": (SOMEBODY, Identity("代理人乙", phone="1", agent_of=1))}, "授权委托书"),
        ({"kind": "nobody"}, "申请人类别"),
        ({"title": ""}, "概括"),
    ],
)
def test_the_own_form_refuses_what_the_law_wants_and_is_not_there(
    cast: County, lacks: dict[str, object], says: str
) -> None:
    with pytest.raises(Refused, match=says):
        register(an_envelope(cast.township, **lacks), by=None, at=noon())
    assert not Application.objects.exists()


def test_a_letter_that_lacks_something_is_registered_for_correction(cast: County, clerk: Person) -> None:
    vague = by_letter(cast.township, identities=(Identity("署名不清"),), wanted="", form="", delivery="")
    made = register(vague, by=clerk, at=noon()).application
    assert made.state == "open" and made.clerk == clerk
    assert {one.code for one in missing(vague, RECEIVED)} == {"identity", "contact", "description", "form"}


def test_a_letter_counts_from_the_day_it_was_signed_for_with_its_evidence(
    cast: County, clerk: Person
) -> None:
    made = register(by_letter(cast.township), by=clerk, at=noon(RECEIVED + timedelta(3))).application
    assert made.received_on == RECEIVED
    assert evidence_of(made) == Evidence(
        "signed_post", signed=RECEIVED, number="XA00000000001", by=clerk.name
    )
    bare = an_envelope(cast.township, evidence=Evidence("signed_post", signed=RECEIVED))
    with pytest.raises(Refused, match="邮件号码"):
        register(bare, by=clerk, at=noon())
    with pytest.raises(Refused, match="还没有到"):
        register(by_letter(cast.township, RECEIVED + timedelta(1)), by=clerk, at=noon())


def test_only_who_has_the_post_registers(cast: County, staff: dict[Post, Person]) -> None:
    for post in (Post.REVIEWER, Post.SYSTEM_OFFICER):
        with pytest.raises(Refused, match="权限"):
            register(by_letter(cast.township), by=staff[post], at=noon())


def test_identity_stands_nowhere_in_clear(cast: County, clerk: Person) -> None:
    made = from_web(cast.township).application
    kept = str([*Applicant.objects.values(), *Step.objects.values(), *Entry.objects.values()])
    for word in (SOMEBODY.name, ID_NUMBER, SOMEBODY.phone, SOMEBODY.address):
        assert word not in kept
    shown = masked(made.applicants.get())
    assert (shown.name, shown.phone, shown.document_number) == (
        "申***",
        "138******00",
        "1********X",
    )


def test_a_look_at_who_applies_needs_post_and_reason_and_is_on_record(
    cast: County, staff: dict[Post, Person], clerk: Person
) -> None:
    applicant = from_web(cast.township).application.applicants.get()
    with pytest.raises(Refused, match="权限"):
        look_at(applicant, by=staff[Post.REVIEWER], reason="看看", at=noon())
    with pytest.raises(Refused, match="理由"):
        look_at(applicant, by=clerk, reason=" ", at=noon())
    assert look_at(applicant, by=clerk, reason="填写信封", at=noon()) == SOMEBODY
    entry = Entry.objects.get(act="applications.look")
    assert entry.looked and entry.reason == "填写信封" and entry.account == clerk.account


def test_repeats_are_found_by_document_phone_or_name(cast: County) -> None:
    first = from_web(cast.township).application
    again = from_web(cast.township).application
    other = Identity("申请人丙", document="passport", document_number="E00000001", email="c@example.invalid")
    stranger = from_web(cast.township, identities=(other,)).application
    assert list(repeats(first)) == [again]
    assert not repeats(stranger).exists()


def test_a_paper_case_is_taken_over_mid_way_and_its_clock_goes_on(cast: County, clerk: Person) -> None:
    so_far = [
        LawStep("receive", RECEIVED, "application_clerk", {"channel": "signed_post"}),
        LawStep(
            "ask_correction",
            date(2026, 3, 4),
            "application_clerk",
            {"until": date(2026, 3, 20), "reason": "x"},
        ),
        LawStep("correct", date(2026, 3, 10), "applicant"),
    ]
    made = take_over(by_letter(cast.township), so_far, by=clerk, at=noon(date(2026, 3, 16))).application
    assert made.taken_over and made.state == "open"
    assert standing(made).start == date(2026, 3, 10)
    assert set(made.steps.values_list("from_paper", flat=True)) == {True}
    with pytest.raises(Refused, match="第一步"):
        take_over(by_letter(cast.township), so_far[1:], by=clerk, at=noon())
    with pytest.raises(Refused, match="待申请人补正"):
        take_over(by_letter(cast.township), [so_far[0], so_far[2]], by=clerk, at=noon(date(2026, 3, 16)))


def test_one_application_is_one_thing_and_parts_keep_the_day_of_receipt(cast: County, clerk: Person) -> None:
    made = from_web(cast.township).application
    parts = split(made, ["招标文件", "中标通知书"], by=clerk, at=noon(RECEIVED + timedelta(2)))
    assert [one.application.split_from for one in parts] == [made, made]
    assert {one.application.received_on for one in parts} == {RECEIVED}
    assert len({made.number, *(one.application.number for one in parts)}) == 3
    assert masked(parts[0].application.applicants.get()) == masked(made.applicants.get())
    with pytest.raises(Refused, match="逐件"):
        split(made, ["  "], by=clerk, at=noon())


def test_applying_again_is_a_new_case_with_its_own_clock(cast: County) -> None:
    made = from_web(cast.township).application
    later = date(2026, 3, 20)
    again, code = apply_again(made, cast.bureau, at=noon(later))
    assert again.earlier == made and again.body == cast.bureau
    assert again.received_on == later and again.wanted == made.wanted
    assert tracked(again.number, code) == again
    with pytest.raises(Refused, match="已经"):
        apply_again(made, cast.bureau, at=noon(later))
    with pytest.raises(Refused, match="原来的机关"):
        apply_again(made, cast.township, at=noon(later))


def test_a_form_handed_in_again_is_the_same_application_with_the_same_code(cast: County) -> None:
    form = an_envelope(cast.township, secret="the-secret-of-this-very-form")
    first, again = (register(form, by=None, at=noon()) for _ in range(2))
    assert again == first and tracked(first.application.number, again.code) == first.application
    assert Application.objects.count() == 1
    with pytest.raises(Refused, match="已经提交过"):
        register(replace(form, wanted="别的内容"), by=None, at=noon())
    with pytest.raises(Refused, match="重新打开"):
        register(replace(form, secret="1"), by=None, at=noon())
