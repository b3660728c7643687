"""Addresses of « Conservation », under /admin/conservation/."""

from django.urls import path, re_path

from matching.retention.views import conservation, manifests

CODE = r"(?P<code>J-\d{4}-\d{1,9})"
app_name = "conservation"
urlpatterns = [
    path("", conservation.IndexView.as_view(), name="index"),
    path("service/<int:pk>/", conservation.ServiceView.as_view(), name="service"),
    path("archive/", conservation.ArchiveView.as_view(), name="archive"),
    re_path(rf"^archive/{CODE}/rouvrir/$", conservation.ReopenView.as_view(), name="reopen"),
    re_path(rf"^suspensions/{CODE}/$", conservation.HoldsView.as_view(), name="holds"),
    re_path(
        rf"^suspensions/{CODE}/(?P<pk>\d+)/lever/$", conservation.EndView.as_view(), name="end"
    ),
    re_path(
        rf"^suspensions/{CODE}/(?P<pk>\d+)/prolonger/$",
        conservation.RenewView.as_view(),
        name="renew",
    ),
    path("bordereaux/", manifests.ManifestIndexView.as_view(), name="manifests"),
    path(
        "bordereaux/resultats/",
        manifests.ManifestIndexView.as_view(results_only=True),
        name="manifests_results",
    ),
    path("bordereaux/<int:pk>/", manifests.ManifestView.as_view(), name="manifest"),
    path("bordereaux/<int:pk>/json/", manifests.ManifestJsonView.as_view(), name="manifest_json"),
    path("bordereaux/<int:pk>/csv/", manifests.ManifestCsvView.as_view(), name="manifest_csv"),
]
