from django.urls import path, re_path

from .views.downloads import LinesView, TemplateView
from .views.preview import BatchView, ConfirmView, DiscardView, ResumeView
from .views.undo import UndoImportView
from .views.upload import ColumnsView, IndexView, UploadView

app_name = "imports"
urlpatterns = [
    path("", IndexView.as_view(), name="index"),
    path("lot/<int:pk>/", BatchView.as_view(), name="batch"),
    path("lot/<int:pk>/colonnes/", ColumnsView.as_view(), name="columns"),
    path("lot/<int:pk>/importer/", ConfirmView.as_view(), name="confirm"),
    path("lot/<int:pk>/reprendre/", ResumeView.as_view(), name="resume"),
    path("lot/<int:pk>/abandonner/", DiscardView.as_view(), name="discard"),
    path("lot/<int:pk>/annuler/", UndoImportView.as_view(), name="undo"),
    re_path(
        r"^lot/(?P<pk>\d+)/lignes-a-corriger\.(?P<extension>csv|xlsx)$",
        LinesView.as_view(),
        name="lines",
    ),
    path("<slug:kind>/", UploadView.as_view(), name="upload"),
    re_path(
        r"^(?P<kind>[a-z]+)/modele\.(?P<extension>csv|xlsx)$",
        TemplateView.as_view(),
        name="template",
    ),
]
