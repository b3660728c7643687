"""Private files and Word templates, under /admin/."""

from django.urls import path

from .views.download import DownloadView
from .views.templates import (
    CurrentView,
    DiscardView,
    FileView,
    IndexView,
    KindView,
    PublishView,
    SampleView,
    VersionView,
)

app_name = "documents_prives"
urlpatterns = [
    path("pieces/<int:pk>/", DownloadView.as_view(), name="download"),
    path("modeles/", IndexView.as_view(), name="templates"),
    path("modeles/<slug:kind>/", KindView.as_view(), name="template_kind"),
    path("modeles/<slug:kind>/en-vigueur/", CurrentView.as_view(), name="template_current"),
    path("modeles/<slug:kind>/<int:pk>/", VersionView.as_view(), name="template"),
    path("modeles/<slug:kind>/<int:pk>/essai/", SampleView.as_view(), name="template_sample"),
    path("modeles/<slug:kind>/<int:pk>/fichier/", FileView.as_view(), name="template_file"),
    path("modeles/<slug:kind>/<int:pk>/publier/", PublishView.as_view(), name="template_publish"),
    path(
        "modeles/<slug:kind>/<int:pk>/abandonner/", DiscardView.as_view(), name="template_discard"
    ),
]
