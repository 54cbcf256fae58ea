"""Tables of applications, by subject."""

from gongkai.applications.models.applications import Applicant, Application, NumberSeries
from gongkai.applications.models.books import CaseBook
from gongkai.applications.models.letters import Letter, LetterSeries, LetterStyle, LetterWording, Service
from gongkai.applications.models.redactions import Redaction, RedactionBox
from gongkai.applications.models.replies import Amendment, ReplyDraft, ReplyHand, ReplyPaper
from gongkai.applications.models.steps import Consultation, Paper, Step
from gongkai.applications.models.surroundings import Disposal, MailItem, Request

__all__ = [
    "Amendment",
    "Applicant",
    "Application",
    "CaseBook",
    "Consultation",
    "Disposal",
    "Letter",
    "LetterSeries",
    "LetterStyle",
    "LetterWording",
    "MailItem",
    "NumberSeries",
    "Paper",
    "Redaction",
    "RedactionBox",
    "ReplyDraft",
    "ReplyHand",
    "ReplyPaper",
    "Request",
    "Service",
    "Step",
]
