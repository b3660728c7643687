"""`/mes-engagements/`: there while settings name a ProConnect."""

from django.urls import path

from matching.guests.engagements import EngagementsView, OpenView

app_name = "engagements"
urlpatterns = [
    path("", EngagementsView.as_view(), name="list"),
    path("<slug:kind>/<int:pk>/", OpenView.as_view(), name="open"),
]
