"""Fields of editorial content: streams without their blocks in migrations, roles as tick boxes."""

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db import models
from wagtail.fields import StreamField

from resources.enums import PublicRole


class BodyField(StreamField):
    """A StreamField whose block definitions stay out of migrations.

    Copied into every migration, they make a fresh database minutes longer to build and ask for a
    migration at each change of a label. The column is JSON whatever the blocks are.
    """

    def __init__(self, block_types=(), use_json_field=True, block_lookup=None, **kwargs):
        super().__init__(block_types, use_json_field=use_json_field, **kwargs)

    def deconstruct(self):
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        kwargs.pop("use_json_field", None)
        return name, path, [], kwargs


class RolesField(ArrayField):
    """The roles of the public site that something is for; none means everybody."""

    def __init__(self, verbose_name=None, **kwargs):
        kwargs["base_field"] = models.CharField(max_length=14)
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(verbose_name=verbose_name, **kwargs)

    def deconstruct(self):
        name, _path, _args, kwargs = super().deconstruct()
        kwargs.pop("base_field", None)
        return name, "resources.fields.RolesField", [], kwargs

    def formfield(self, **kwargs):
        return models.Field.formfield(
            self,
            form_class=forms.MultipleChoiceField,
            choices_form_class=forms.MultipleChoiceField,
            choices=PublicRole.choices,
            widget=forms.CheckboxSelectMultiple,
            **{k: v for k, v in kwargs.items() if k in {"required", "label", "help_text"}},
        )
