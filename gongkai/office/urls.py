"""Addresses of the office side."""

from django.urls import path
from django.views.generic import RedirectView

from gongkai.office import uploads
from gongkai.organisations.access import may

urlpatterns = [
    path("office/", may("office.open")(RedirectView.as_view(pattern_name="uploads")), name="office"),
    path("office/uploads/", uploads.index, name="uploads"),
    path("office/uploads/<int:key>/", uploads.page, name="upload"),
    path("office/uploads/<int:key>/go-on", uploads.go_on, name="upload-go-on"),
    path("office/reports/<int:key>/place/", uploads.place, name="place"),
]
