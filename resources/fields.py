"""Fields of editorial content: roles as tick boxes."""

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db import models

from home.enums import PublicRole


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
