"""Letters to the printer: several at a time, each on sheets of its own, and the labels of their envelopes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from gongkai.applications.identity import Identity, look_at, unpacked
from gongkai.applications.letters import law_letter
from gongkai.applications.models import Letter
from gongkai.organisations.models import Person
from gongkai.organisations.refusal import Refused
from gongkai.writing.fonts import MissingGlyph
from gongkai.writing.letters.labels import Address, labels_to_pdf
from gongkai.writing.letters.pdf import letters_to_pdf

WHY = "打印信封标签"


def print_letters(letters: Sequence[Letter], *, duplex: bool = True) -> bytes:
    """Letters → one PDF to be printed, in their order; ``duplex``: each begins on a fresh sheet. Refused, naming it, for a
    letter that was voided or disposed of or has a character that no font has."""
    if voided := [one.number for one in letters if one.voided_at]:
        raise Refused(f"已经作废的文书不能打印：{'、'.join(voided)}。")
    try:
        return letters_to_pdf([law_letter(one) for one in letters], duplex=duplex)
    except (MissingGlyph, ValueError) as fault:
        raise Refused(str(fault)) from fault


@transaction.atomic
def print_labels(letters: Sequence[Letter], *, used: int = 0, by: Person, at: datetime) -> bytes:
    """The labels of the envelopes of letters, fourteen a sheet; ``used``: labels gone from the first sheet. Every address is a
    look at personal data and goes on record. Refused without the right to look, and, naming it, for a letter without an
    address."""
    addresses = [_address(letter, _receiver(letter, by, at)) for letter in letters]
    try:
        return labels_to_pdf(addresses, used=used)
    except (MissingGlyph, ValueError) as fault:
        raise Refused(str(fault)) from fault


def _receiver(letter: Letter, by: Person, at: datetime) -> Identity:
    """The party that is asked; of the applicants the first with an address, an agent before whom they act for."""
    if letter.consultation is not None:
        return unpacked(letter.consultation.sealed)
    rows = letter.application.applicants.select_related("application__body").order_by("sequence")
    people = [
        look_at(one, by=by, reason=WHY, at=at)
        for one in sorted(rows, key=lambda one: one.is_agent_of is None)
    ]
    return next((one for one in people if one.address), Identity(name=""))


def _address(letter: Letter, to: Identity) -> Address:
    if not to.address.strip():
        raise Refused(f"{letter.number} 没有收件地址，不能打印标签。")
    return Address(to.name, to.address, to.postcode, letter.number)
