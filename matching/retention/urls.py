"""Addresses of « Conservation », under /admin/conservation/."""

from django.urls import path, re_path

from matching.retention import views

CODE = r"(?P<code>J-\d{4}-\d{1,9})"
app_name = "conservation"
urlpatterns = [
    path("", views.IndexView.as_view(), name="index"),
    path("service/<int:pk>/", views.ServiceView.as_view(), name="service"),
    path("archive/", views.ArchiveView.as_view(), name="archive"),
    re_path(rf"^archive/{CODE}/rouvrir/$", views.ReopenView.as_view(), name="reopen"),
    re_path(rf"^suspensions/{CODE}/$", views.HoldsView.as_view(), name="holds"),
    re_path(rf"^suspensions/{CODE}/(?P<pk>\d+)/lever/$", views.EndView.as_view(), name="end"),
    re_path(
        rf"^suspensions/{CODE}/(?P<pk>\d+)/prolonger/$", views.RenewView.as_view(), name="renew"
    ),
]
