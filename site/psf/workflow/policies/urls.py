"""Addresses of the steps, under /admin/etapes/."""

from django.urls import path

from psf.workflow.policies.ticks import TickView
from psf.workflow.policies.views import ApplyView, NewVersionView, PolicyListView

app_name = "etapes"
urlpatterns = [
    path("", PolicyListView.as_view(), name="list"),
    path("nationale/nouvelle/", NewVersionView.as_view(), name="new"),
    path("nationale/appliquer/", ApplyView.as_view(), name="apply"),
    path("academie/<int:pk>/nouvelle/", NewVersionView.as_view(), name="new_academy"),
    path("academie/<int:pk>/appliquer/", ApplyView.as_view(), name="apply_academy"),
    path("actions/<int:pk>/cocher/", TickView.as_view(), name="tick"),
]
