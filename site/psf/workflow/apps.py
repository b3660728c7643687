from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "psf.workflow"
    label = "workflow"
    verbose_name = "Suivi"

    def ready(self):
        from django.core.signals import request_finished, request_started

        from psf.workflow import holdings
        from psf.workflow.policies import effective

        holdings.register()

        request_started.connect(effective.remember_during_request)
        request_finished.connect(effective.forget_after_request)
