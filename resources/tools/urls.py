"""The tools for buyers, under /outils/."""

from django.urls import path

from .views.calibreur import CalibreurView, InsertionView
from .views.redacteur import RedacteurView

app_name = "outils"
urlpatterns = [
    path("calibreur/", CalibreurView.as_view(), name="calibreur"),
    path(
        "calibreur/insertion-ou-formation/",
        InsertionView.as_view(),
        name="insertion",
    ),
    path("redacteur/", RedacteurView.as_view(), name="redacteur"),
]
