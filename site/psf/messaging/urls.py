"""/admin/messages/"""

from django.urls import path

from psf.messaging.views.messages import (
    MessageIndexView,
    MessageView,
    SaySentView,
    SendAgainView,
)

app_name = "messaging"
urlpatterns = [
    path("", MessageIndexView.as_view(), name="index"),
    path("resultats/", MessageIndexView.as_view(results_only=True), name="index_results"),
    path("<int:pk>/", MessageView.as_view(), name="message"),
    path("<int:pk>/renvoyer/", SendAgainView.as_view(), name="send_again"),
    path("<int:pk>/parti/", SaySentView.as_view(), name="say_sent"),
]
