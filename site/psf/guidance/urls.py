"""Addresses under /admin/aide/."""

from django.urls import path

from psf.guidance.views import (
    GiveOpinionView,
    OpinionsView,
    ReadOpinionView,
    ScreenHelpView,
    StartView,
)

app_name = "guidance"
urlpatterns = [
    path("", StartView.as_view(), name="start"),
    path("avis/", GiveOpinionView.as_view(), name="give"),
    path("avis/recus/", OpinionsView.as_view(), name="opinions"),
    path("avis/recus/<int:pk>/", ReadOpinionView.as_view(), name="read"),
    path("avis/<slug:screen>/", GiveOpinionView.as_view(), name="give_about"),
    path("<slug:screen>/", ScreenHelpView.as_view(), name="screen"),
]
