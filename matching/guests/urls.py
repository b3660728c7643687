"""`/lien/<key>/…`: the pages of one link. The key opens nothing without the browser's cookie."""

from django.urls import path

from matching.guests.views import (
    CopyView,
    ElsewhereView,
    FileView,
    GestureView,
    LeaveView,
    PageView,
    ResendView,
    ReviewView,
)

app_name = "guests"
urlpatterns = [
    path("<str:key>/", PageView.as_view(), name="page"),
    path("<str:key>/renvoyer/", ResendView.as_view(), name="resend"),
    path("<str:key>/quitter/", LeaveView.as_view(), name="leave"),
    path("<str:key>/document/<slug:slug>/", FileView.as_view(), name="file"),
    path("<str:key>/bilan/<int:number>/", ReviewView.as_view(), name="review"),
    path("<str:key>/marche/<int:number>/", ElsewhereView.as_view(), name="elsewhere"),
    path("<str:key>/copie/", CopyView.as_view(), name="copy"),
    path("<str:key>/<slug:gesture>/", GestureView.as_view(), name="gesture"),
]
