"""Tables of what is published, by subject."""

from gongkai.catalogue.models.channels import GazetteEntry, GazetteIssue, Outlet, ReadCount
from gongkai.catalogue.models.existing import Batch, BatchLine, Patrol, PatrolHit
from gongkai.catalogue.models.items import Attribute, Edition, Enclosure, Hand, IndexSeries, Item
from gongkai.catalogue.models.normative import (
    CHANGES,
    CleanUp,
    Interpretation,
    NormativeDocument,
    ValidityChange,
)
from gongkai.catalogue.models.obligations import Fulfilment, Obligation
from gongkai.catalogue.models.releases import Manifest, Release, Removal, Schedule, Withdrawal
from gongkai.catalogue.models.screenings import Passing, Screening, Suspect

__all__ = [
    "Batch",
    "BatchLine",
    "Patrol",
    "PatrolHit",
    "GazetteEntry",
    "GazetteIssue",
    "Outlet",
    "ReadCount",
    "Fulfilment",
    "Obligation",
    "CHANGES",
    "CleanUp",
    "Interpretation",
    "NormativeDocument",
    "ValidityChange",
    "Attribute",
    "Edition",
    "Enclosure",
    "Hand",
    "IndexSeries",
    "Item",
    "Manifest",
    "Passing",
    "Release",
    "Removal",
    "Schedule",
    "Screening",
    "Suspect",
    "Withdrawal",
]
