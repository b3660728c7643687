"""What came by the public forms, under /admin/demandes/."""

from django.urls import path, re_path

from offers.views.filings import FilingsView, FilingView, SheetView

app_name = "filings"
CODE = r"(?P<code>E-\d{4}-\d{1,9})"
urlpatterns = [
    path("", FilingsView.as_view(), name="list"),
    re_path(rf"^{CODE}/$", FilingView.as_view(), name="page"),
    re_path(rf"^{CODE}/fiche/(?P<pk>\d+)/$", SheetView.as_view(), name="sheet"),
    re_path(rf"^{CODE}/(?P<step>[a-z]+)/$", FilingView.as_view(), name="step"),
]
