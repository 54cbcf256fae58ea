"""What is stored of bodies and people."""

from gongkai.organisations.models.bodies import Body, Kind, Naming, Placement
from gongkai.organisations.models.calendar import CalendarNotice
from gongkai.organisations.models.contact import Contact
from gongkai.organisations.models.desk import Draft, SavedView
from gongkai.organisations.models.groups import GroupMember, LeadingGroup, LegalAdviser, Role
from gongkai.organisations.models.handing_over import HandedOver, HandOver
from gongkai.organisations.models.people import Person, Stay
from gongkai.organisations.models.posts import OFFICERS, Holding, Post
from gongkai.organisations.models.rosters import Roster
from gongkai.organisations.models.rules import Rule, RuleKind, RuleVersion
from gongkai.organisations.models.sign_in import (
    Demonstration,
    DemonstrationAccount,
    PastPassword,
    RecoveryCode,
    Session,
)
from gongkai.organisations.models.succession import Succession
from gongkai.organisations.models.tokens import ApiToken, KeptAnswer

__all__ = [
    "OFFICERS",
    "ApiToken",
    "Body",
    "CalendarNotice",
    "Contact",
    "Demonstration",
    "DemonstrationAccount",
    "Draft",
    "GroupMember",
    "HandOver",
    "HandedOver",
    "Holding",
    "KeptAnswer",
    "Kind",
    "LeadingGroup",
    "LegalAdviser",
    "Naming",
    "PastPassword",
    "Person",
    "Placement",
    "Post",
    "RecoveryCode",
    "Role",
    "Roster",
    "Rule",
    "RuleKind",
    "RuleVersion",
    "SavedView",
    "Session",
    "Stay",
    "Succession",
]
