"""/admin/modeles-de-messages/"""

from django.urls import path

from psf.messaging.views.templates import KindsView, TextView

app_name = "messaging_templates"
urlpatterns = [
    path("", KindsView.as_view(), name="index"),
    path("<slug:kind>/<slug:level>/", TextView.as_view(), name="text"),
]
