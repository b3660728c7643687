"""The tools for buyers, and the papers for everybody, under /outils/."""

from django.urls import path

from .views.blank import BlankView
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
    path("documents/<slug:slug>.docx", BlankView.as_view(), name="blank"),
    path("redacteur/", RedacteurView.as_view(), name="redacteur"),
]
