"""The pages of retention, below the admin."""

from django.urls import path

from matching.retention.views import (
    ManifestCsvView,
    ManifestIndexView,
    ManifestJsonView,
    ManifestView,
)

app_name = "retention"
urlpatterns = [
    path("bordereaux/", ManifestIndexView.as_view(), name="manifests"),
    path(
        "bordereaux/resultats/",
        ManifestIndexView.as_view(results_only=True),
        name="manifests_results",
    ),
    path("bordereaux/<int:pk>/", ManifestView.as_view(), name="manifest"),
    path("bordereaux/<int:pk>/json/", ManifestJsonView.as_view(), name="manifest_json"),
    path("bordereaux/<int:pk>/csv/", ManifestCsvView.as_view(), name="manifest_csv"),
]
