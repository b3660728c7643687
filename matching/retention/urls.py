"""Addresses of « Conservation », under /admin/conservation/."""

from django.urls import path

from matching.retention import views

app_name = "conservation"
urlpatterns = [
    path("", views.IndexView.as_view(), name="index"),
    path("service/<int:pk>/", views.ServiceView.as_view(), name="service"),
    path("archive/", views.ArchiveView.as_view(), name="archive"),
    path("archive/<str:code>/rouvrir/", views.ReopenView.as_view(), name="reopen"),
    path("suspensions/<str:code>/", views.HoldsView.as_view(), name="holds"),
    path("suspensions/<str:code>/<int:pk>/lever/", views.EndView.as_view(), name="end"),
    path("suspensions/<str:code>/<int:pk>/prolonger/", views.RenewView.as_view(), name="renew"),
]
