"""Addresses under /entrainement/: none answers outside a training space."""

from django.urls import path

from psf.training.views import EnterView

app_name = "training"
urlpatterns = [path("<slug:slug>/", EnterView.as_view(), name="enter")]
