"""Addresses of the lists of words, under /admin/mots/."""

from django.urls import path

from psf.words import views

app_name = "mots"
LEVEL = "<slug:name>/<slug:level>/"
urlpatterns = [
    path("", views.ListsView.as_view(), name="lists"),
    path(LEVEL, views.WordsView.as_view(), name="words"),
    path(f"{LEVEL}ajouter/", views.AddView.as_view(), name="add"),
    path(f"{LEVEL}<slug:key>/renommer/", views.RenameView.as_view(), name="rename"),
    path(f"{LEVEL}<slug:key>/retirer/", views.RetireView.as_view(), name="retire"),
    path(f"{LEVEL}<slug:key>/deplacer/", views.MoveView.as_view(), name="move"),
    path(f"{LEVEL}<slug:key>/reprendre/", views.RestoreView.as_view(), name="restore"),
    path(f"{LEVEL}<slug:key>/proposer/", views.OfferAgainView.as_view(), name="offer_again"),
]
