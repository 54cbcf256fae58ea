"""An applicant changes how they are reached while the case runs: in cipher like the rest, on record without a value."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.utils.timezone import localdate

from gongkai.applications.identity import faults, hashed, packed, unpacked
from gongkai.applications.models import Applicant, Application
from gongkai.organisations.noting import note
from gongkai.organisations.refusal import Refused


class Contact(NamedTuple):
    """What changes; "" leaves what is registered."""

    phone: str = ""
    email: str = ""
    address: str = ""
    postcode: str = ""


@transaction.atomic
def change_contact(application: Application, contact: Contact, *, at: datetime) -> Applicant:
    """The contact of the first applicant from now on, changed by the applicant. Refused where nothing is filled in, a value
    is too long, or the case is closed."""
    wanted = {name: value.strip() for name, value in contact._asdict().items() if value.strip()}
    locked = Application.objects.select_for_update(of=("self",)).select_related("body").get(pk=application.pk)
    if locked.closed_on is not None:
        raise Refused("申请已经办结，联系方式不再更改。")
    if not wanted:
        raise Refused("请填写要更改的联系方式。")
    row = locked.applicants.filter(is_agent_of__isnull=True).order_by("sequence").first()
    if row is None or not row.sealed:
        raise Refused("没有可以更改的联系方式。")
    changed = replace(unpacked(row.sealed), **wanted)
    wrong = faults(replace(changed, document="", document_number="", organisation_code=""))
    if wrong:
        raise Refused("".join(wrong))
    row.sealed, row.phone_hash = packed(changed), hashed(changed.phone, "phone")
    row.save(update_fields=["sealed", "phone_hash"])
    on = localdate(at)
    note(
        "applications.change_contact",
        row,
        body=locked.body,
        by=None,
        on=on,
        after={"changed": sorted(wanted)},
    )
    return row
