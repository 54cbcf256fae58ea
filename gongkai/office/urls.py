"""Addresses of the office side."""

from django.urls import path
from django.views.generic import RedirectView

from gongkai.organisations.access import may

urlpatterns = [
    path("office/", may("office.open")(RedirectView.as_view(pattern_name="reports")), name="office"),
]
