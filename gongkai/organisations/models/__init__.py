"""What is stored of bodies and people."""

from gongkai.organisations.models.bodies import Body, Kind, Naming, Placement
from gongkai.organisations.models.desk import Draft, SavedView
from gongkai.organisations.models.people import Person
from gongkai.organisations.models.posts import OFFICERS, Holding, Post
from gongkai.organisations.models.sign_in import (
    Demonstration,
    DemonstrationAccount,
    PastPassword,
    RecoveryCode,
    Session,
)

__all__ = ["Body", "Demonstration", "DemonstrationAccount", "Draft", "Holding", "Kind", "Naming", "OFFICERS", "PastPassword", "Person", "Placement", "Post", "RecoveryCode", "SavedView", "Session"]
