"""Requests about one's data, under /admin/droits/: codes and numbers, nobody's name."""

from django.urls import path, re_path

from matching.rights.views.breaches import BreachesView, BreachSheetView, BreachView, DeclareView
from matching.rights.views.listing import RequestsView
from matching.rights.views.receiving import (
    BuyerContactsView,
    ContactsView,
    FindView,
    OfYouthView,
    ReceiveBuyerContactView,
    ReceiveContactView,
    ReceiveYouthView,
)
from matching.rights.views.request import (
    AnswerView,
    LiftView,
    NumberView,
    RequestView,
    SheetView,
)
from matching.rights.views.rereading import CopyView, RereadView

app_name = "rights"
CODE = r"(?P<code>D-\d{4}-\d{1,9})"
BREACH = r"(?P<code>V-\d{4}-\d{1,9})"
YOUTH = r"(?P<code>J-\d{4}-\d{1,9})"
urlpatterns = [
    path("", RequestsView.as_view(), name="list"),
    path("trouver/", FindView.as_view(), name="find"),
    path("entreprise/<int:pk>/", ContactsView.as_view(), name="company"),
    path("acheteur/<int:pk>/", BuyerContactsView.as_view(), name="buyer"),
    re_path(rf"^jeunes/{YOUTH}/$", OfYouthView.as_view(), name="of_youth"),
    re_path(rf"^jeunes/{YOUTH}/demander/$", ReceiveYouthView.as_view(), name="ask_youth"),
    path("entreprises/<int:pk>/demander/", ReceiveContactView.as_view(), name="ask_contact"),
    path(
        "acheteurs/<int:pk>/demander/", ReceiveBuyerContactView.as_view(), name="ask_buyer_contact"
    ),
    path("violations/", BreachesView.as_view(), name="breaches"),
    path("violations/noter/", DeclareView.as_view(), name="declare"),
    re_path(rf"^violations/{BREACH}/$", BreachView.as_view(), name="breach"),
    re_path(rf"^violations/{BREACH}/preuve/$", BreachSheetView.as_view(), name="breach_sheet"),
    re_path(rf"^violations/{BREACH}/(?P<step>[a-z]+)/$", BreachView.as_view(), name="breach_step"),
    re_path(rf"^{CODE}/$", RequestView.as_view(), name="request"),
    re_path(rf"^{CODE}/relire/$", RereadView.as_view(), name="reread"),
    re_path(rf"^{CODE}/copie/$", CopyView.as_view(), name="copy"),
    re_path(rf"^{CODE}/numero/$", NumberView.as_view(), name="number"),
    re_path(rf"^{CODE}/preuve/$", SheetView.as_view(), name="sheet"),
    re_path(rf"^{CODE}/reponse/$", AnswerView.as_view(), name="answer"),
    re_path(rf"^{CODE}/lever/$", LiftView.as_view(), name="lift"),
    re_path(rf"^{CODE}/(?P<step>[a-z]+)/$", RequestView.as_view(), name="step"),
]
