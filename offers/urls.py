"""Addresses of the life of offers, under /admin/offres/."""

from django.urls import path

from offers.views.life import LifeView, OfferAssignmentView, OfferMoveView, OfferUndoView

app_name = "offers"
urlpatterns = [
    path("<slug:code>/suivi/", LifeView.as_view(), name="life"),
    path("<slug:code>/suivi/annuler/", OfferUndoView.as_view(), name="undo"),
    path(
        "<slug:code>/suivi/actions/<int:pk>/<slug:gesture>/",
        OfferAssignmentView.as_view(),
        name="action",
    ),
    path("<slug:code>/suivi/<slug:name>/", OfferMoveView.as_view(), name="move"),
]
