"""/admin/vues/"""

from django.urls import path

from psf.list_views.views.keeping import DeleteView, OpenByView, SaveView, TryView
from psf.list_views.views.mine import MineView
from psf.list_views.views.settings import SettingsView

app_name = "list_views"
urlpatterns = [
    path("", MineView.as_view(), name="mine"),
    path("<slug:kind>/", SettingsView.as_view(), name="settings"),
    path("<slug:kind>/essayer/", TryView.as_view(), name="try"),
    path("<slug:kind>/garder/", SaveView.as_view(), name="save"),
    path("vue/<slug:key>/supprimer/", DeleteView.as_view(), name="delete"),
    path("vue/<slug:key>/ouvrir/", OpenByView.as_view(), name="open_by"),
]
