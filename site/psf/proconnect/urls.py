"""`/proconnect/…`: the addresses registered at ProConnect are `retour/` and `au-revoir/`."""

from django.urls import path

from psf.proconnect.views import CallbackView, LeaveView, LeftView, StartView

app_name = "proconnect"
urlpatterns = [
    path("connexion/", StartView.as_view(), name="start"),
    path("retour/", CallbackView.as_view(), name="callback"),
    path("quitter/", LeaveView.as_view(), name="leave"),
    path("au-revoir/", LeftView.as_view(), name="left"),
]
