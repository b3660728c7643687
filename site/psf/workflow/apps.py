from django.apps import AppConfig


class WorkflowConfig(AppConfig):
    name = "psf.workflow"
    label = "workflow"
    verbose_name = "Suivi"

    def ready(self) -> None:
        from django.core.signals import request_finished, request_started

        from psf.workflow.kinds import STEPS
        from psf.workflow.policies import effective

        # Each app declares what may have to be done in its own `actions.py`, or in its rooms'.
        STEPS.discover()

        request_started.connect(effective.remember_during_request)
        request_finished.connect(effective.forget_after_request)
