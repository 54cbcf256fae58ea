"""政府公报: single items to be handed to the printer, and whole issues as Word and PDF."""

from gongkai.catalogue.channels.gazette.issue import make
from gongkai.catalogue.channels.shape import Channel, Form

CHANNEL = Channel("gazette", "政府公报", {"docx": Form("公报稿（Word）", make)})
