"""The kinds of applicant are the columns of table three; what an application contains is the law's of its day."""

from __future__ import annotations

from datetime import date

from gongkai.law.applicants import applicants, contents, documents
from gongkai.sheets.forms import form


def test_the_kinds_of_applicant_are_the_columns_of_table_three() -> None:
    columns = {code.rpartition(".")[2] for code in form("2021").cells if code.startswith("T3.A.")}
    assert set(applicants()) == columns - {"total"}


def test_every_document_is_somebodys() -> None:
    assert {code for one in applicants().values() for code in one.documents} == set(documents())


def test_proof_of_identity_is_asked_for_since_2019_only() -> None:
    assert [one.code for one in contents(date(2019, 5, 14))] == ["name", "contact", "description", "form"]
    after = {one.code: one for one in contents(date(2019, 5, 15))}
    assert set(after) == {"name", "identity", "contact", "description", "form"}
    assert {one.basis for one in after.values()} == {f"条例 第二十九条第（{item}）项" for item in "一二三"}


def test_only_an_unclear_description_is_the_reason_the_law_names() -> None:
    assert [one.code for one in contents(date(2025, 1, 1)) if one.clear] == ["description"]
