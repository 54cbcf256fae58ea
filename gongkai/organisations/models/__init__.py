"""What is stored of bodies and people."""

from gongkai.organisations.models.bodies import Body, Kind, Naming, Placement
from gongkai.organisations.models.people import Person
from gongkai.organisations.models.posts import OFFICERS, Holding, Post

__all__ = ["OFFICERS", "Body", "Holding", "Kind", "Naming", "Person", "Placement", "Post"]
