"""Who applies: read and written in cipher only, masked by default, and every look in clear is on record."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate
from stdnum.cn import ric, uscc

from gongkai.applications.models import Applicant
from gongkai.applications.sealing import keyed, seal, unseal
from gongkai.journal.actions import record
from gongkai.law.applicants import documents
from gongkai.organisations.access import allowed
from gongkai.organisations.acting import actor
from gongkai.organisations.models import Person
from gongkai.organisations.reasons import reason_given
from gongkai.organisations.refusal import Refused

LOOK: Final = "applications.look"
OPEN: Final = ("kind", "agent_of", "mandate")  # of an identity, what the tables keep in clear


@dataclass(frozen=True)
class Identity:
    """An applicant, or the agent of one. ``document``: a code of ``law.applicants.documents``. ``kind``: column of table
    three where it is not that of the application. ``agent_of``: 1 for the agent of the first applicant. ``mandate``: digest
    of the 授权委托书 among the files."""

    name: str
    document: str = ""
    document_number: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    postcode: str = ""
    organisation_code: str = ""
    representative: str = ""
    kind: str = ""
    agent_of: int | None = None
    mandate: str = ""

    @property
    def reachable(self) -> bool:
        """Whether there is any way of reaching them."""
        return bool(self.phone or self.email or self.address)


SEALED: Final = tuple(one.name for one in fields(Identity) if one.name not in OPEN)


def plain(text: str) -> str:
    """A name or number as it is compared: full width as half, without blanks, capitals."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def packed(identity: Identity) -> str:
    """The personal part of an identity in cipher."""
    return seal(json.dumps({name: getattr(identity, name) for name in SEALED}, ensure_ascii=False))


def unpacked(sealed: str) -> Identity:
    """The other way; an identity without anything in it where it was disposed of."""
    return Identity(**json.loads(unseal(sealed))) if sealed else Identity(name="")


def row_of(identity: Identity, sequence: int, kind: str) -> Applicant:
    """The row of an applicant, not stored yet and without its application."""
    number = identity.document_number or identity.organisation_code
    return Applicant(
        sequence=sequence,
        kind=identity.kind or kind,
        is_agent_of=identity.agent_of,
        sealed=packed(identity),
        document_hash=hashed(number, "document"),
        phone_hash=hashed(identity.phone, "phone"),
        name_hash=hashed(identity.name, "name"),
    )


def hashed(text: str, purpose: str) -> str:
    """The keyed hash that finds repeats; "" for nothing."""
    return keyed(plain(text), purpose) if plain(text) else ""


def masked(applicant: Applicant) -> Identity:
    """An applicant as the lists and pages show them: enough to tell two apart, not to reach or to name either."""
    found = unpacked(applicant.sealed)
    natural = applicant.kind == "natural" or found.document not in ("", "credit_code", "other")
    return replace(
        found,
        name=_hidden(found.name, 1, 0) if natural else found.name,
        document_number=_hidden(found.document_number, 1, 1),
        phone=_hidden(found.phone, 3, 2),
        email=_hidden(found.email, 1, 0),
        address=_hidden(found.address, 3, 0),
        representative=_hidden(found.representative, 1, 0),
    )


def _hidden(text: str, first: int, last: int) -> str:
    if len(text) <= first + last:
        return "*" * len(text)
    return text[:first] + "*" * min(len(text) - first - last, 8) + (text[-last:] if last else "")


@transaction.atomic
def look_at(applicant: Applicant, *, by: Person, reason: str, at: datetime) -> Identity:
    """An applicant in clear, for somebody who may and says why; the look goes on record. Refused without the post for it
    or a reason."""
    body, on = applicant.application.body, localdate(at)
    if not allowed(by, LOOK, body, on):
        raise Refused("您没有查看申请人身份信息的权限。")
    found = unpacked(applicant.sealed)
    record(
        LOOK,
        chain=body.code,
        by=actor(by, on),
        on=on,
        object=f"{applicant._meta.label}:{applicant.pk}",
        reason=reason_given(reason, "查看身份信息"),
        subject=subject_of(found),
        looked=True,
    )
    return found


def subject_of(identity: Identity) -> str:
    """What the journal knows a person by, as a hash whose key is destroyed with the identity."""
    return identity.document_number or identity.organisation_code or identity.phone or identity.name


def own(applicant: Applicant) -> Identity:
    """An applicant in clear for the platform itself: what stands in a letter to them, on its envelope, on their own page."""
    return unpacked(applicant.sealed)


def faults(identity: Identity) -> list[str]:
    """What is wrong with what somebody typed of themselves, as sentences."""
    found = []
    if identity.document and identity.document not in documents():
        found.append(f"没有“{identity.document}”这种证件。")
    if identity.document == "identity_card" and not ric.is_valid(plain(identity.document_number)):
        found.append("居民身份证号码不对，请核对每一位（共 18 位）。")
    code = plain(identity.organisation_code)
    if code and not uscc.is_valid(code):
        found.append("统一社会信用代码不对，请核对每一位（共 18 位）。")
    too_long = [
        name for name, value in asdict(identity).items() if isinstance(value, str) and len(value) > 300
    ]
    if too_long:
        found.append("姓名、地址等每项最多 300 个字。")
    return found
