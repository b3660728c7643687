"""`/l/<token>/`: the address in a message, left at once for one without token."""

from django.urls import path

from psf.links.views import OpenView

app_name = "links"
urlpatterns = [path("<str:token>/", OpenView.as_view(), name="open")]
