"""Addresses of the office side."""

from django.urls import path
from django.views.generic import RedirectView

from gongkai.office import batch, publication, readings, uploads
from gongkai.organisations.access import may

urlpatterns = [
    path("office/", may("office.open")(RedirectView.as_view(pattern_name="uploads")), name="office"),
    path("office/uploads/", uploads.index, name="uploads"),
    path("office/uploads/<int:key>/", uploads.page, name="upload"),
    path("office/uploads/<int:key>/go-on", uploads.go_on, name="upload-go-on"),
    path("office/reports/<int:key>/place/", uploads.place, name="place"),
    path("office/reports/<int:key>/reading/", readings.page, name="reading"),
    path("office/reports/<int:key>/reread/", readings.again, name="reread"),
    path("office/corrections/<int:key>/withdraw", readings.take_back, name="withdraw"),
    path("office/reports/<int:key>/published/", publication.page, name="published"),
    path("office/summary/", batch.page, name="summary"),
    path("office/summary/summary.xlsx", batch.as_xlsx, name="summary-xlsx"),
    path("office/summary/notice.docx", batch.as_docx, name="summary-notice"),
]
