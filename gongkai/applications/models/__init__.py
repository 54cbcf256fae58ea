"""Tables of applications, by subject."""

from gongkai.applications.models.applications import Applicant, Application, NumberSeries
from gongkai.applications.models.books import CaseBook
from gongkai.applications.models.steps import Consultation, Paper, Step

__all__ = ["Applicant", "Application", "CaseBook", "Consultation", "NumberSeries", "Paper", "Step"]
