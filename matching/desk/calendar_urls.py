"""`/agenda-personnel/`: for calendar programs."""

from django.urls import path

from matching.desk.agenda.feed import FeedView

urlpatterns = [path("<str:token>.ics", FeedView.as_view(), name="calendar_file")]
