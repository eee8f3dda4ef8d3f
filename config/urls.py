"""The table of addresses: each package's own, gathered."""

from django.urls import include, path

from config import pages
from config.api import api

urlpatterns = [
    path("healthz", pages.healthz, name="healthz"),
    path("readyz", pages.readyz, name="readyz"),
    path("", include("django.conf.urls.i18n")),
    path("", include("wekeep.desk.urls")),
    path("people/", include("wekeep.people.urls")),
    path("alerts/", include("wekeep.alerts.urls")),
    path("", include("wekeep.places.urls")),
    path("", include("wekeep.watch.urls")),
    path("", include("wekeep.care.urls")),
    path("api/v1/", api.urls),
]

handler400 = "config.pages.unreadable"
