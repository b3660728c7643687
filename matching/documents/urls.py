"""Documents of one file, under /admin/suivi/P-…/documents/."""

from django.urls import path

from matching.documents.views.files import AttachView, FilesView, RemoveView
from matching.documents.views.produce import ProduceView

app_name = "documents"
urlpatterns = [
    path("", FilesView.as_view(), name="index"),
    path("produire/<slug:document>/", ProduceView.as_view(), name="produce"),
    path("<int:pk>/retirer/", RemoveView.as_view(), name="remove"),
    path("<slug:kind>/joindre/", AttachView.as_view(), name="attach"),
]
