"""Documents of one file, under /admin/suivi/P-…/documents/."""

from django.urls import path

from matching.documents.views.files import AttachView, FilesView, RemoveView
from matching.documents.views.produce import ProduceView
from matching.documents.views.review import ReviewView

app_name = "documents"
urlpatterns = [
    path("", FilesView.as_view(), name="index"),
    path("produire/<slug:document>/", ProduceView.as_view(), name="produce"),
    path("bilan/", ReviewView.as_view(), name="review"),
    path("bilan/acheteur/", ReviewView.as_view(for_buyer=True), name="review_for_buyer"),
    path("<int:pk>/retirer/", RemoveView.as_view(), name="remove"),
    path("<slug:kind>/joindre/", AttachView.as_view(), name="attach"),
]
