"""The addresses of all faces."""

from django.urls import include, path

urlpatterns = [
    path("", include("gongkai.portal.urls")),
    path("", include("gongkai.office.urls")),
    path("", include("gongkai.api.urls")),
]
handler404 = "gongkai.portal.failures.not_found"
handler403 = "gongkai.portal.failures.forbidden"
handler400 = "gongkai.portal.failures.bad_request"
handler500 = "gongkai.portal.failures.broken"
