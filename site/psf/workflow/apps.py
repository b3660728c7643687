from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "psf.workflow"
    label = "workflow"
    verbose_name = "Suivi"
