from django.urls import path

from .views import ExportView, FileView

app_name = "exports"
urlpatterns = [
    path("<int:pk>/", ExportView.as_view(), name="export"),
    path("<int:pk>/fichier/", FileView.as_view(), name="file"),
]
