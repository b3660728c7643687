"""What snippets written, read over and then published have in common."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from wagtail.models import DraftStateMixin, RevisionMixin, WorkflowMixin


class Edited(WorkflowMixin, DraftStateMixin, RevisionMixin, models.Model):
    """Drafts, history and « Relecture puis publication », as pages have them."""

    revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        for_concrete_model=False,
    )
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        for_concrete_model=False,
    )

    class Meta:
        abstract = True
