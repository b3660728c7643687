"""Every form and filter that Wagtail makes takes our fields: one reader in the whole admin."""

from typing import Any

from django.apps import AppConfig
from django.db import models


class QuantitiesConfig(AppConfig):
    name = "psf.quantities"
    label = "quantities"

    def import_models(self) -> None:
        # Before any form is made.
        _look_at_mailboxes()
        super().import_models()

    def ready(self) -> None:
        _register_with_wagtail()
        _register_with_filters()


def _register_with_wagtail() -> None:
    """https://docs.wagtail.org/en/stable/extending/forms.html#overriding-generated-form-fields"""
    from wagtail.admin.forms.models import register_form_field_override

    from psf.quantities import fields

    # The field brings its widget.
    for column, field in (
        (models.DateField, fields.DayField),
        (models.TimeField, fields.TimeField),
        (models.DateTimeField, fields.MomentField),
        (models.DecimalField, fields.EurosField),
    ):
        register_form_field_override(column, override={"form_class": field})
    register_form_field_override(models.IntegerField, override=_whole_number)


def _whole_number(column: "models.IntegerField[Any, Any]") -> dict[str, Any]:
    """The name of a column says its unit: « weekly_hours », « firm_months »."""
    from psf.quantities import fields

    units = {
        "hours": fields.HoursField,
        "minutes": fields.MinutesField,
        "days": fields.DaysField,
        "months": fields.MonthsNumberField,
        "amount": fields.WholeEurosField,
    }
    found = [field for unit, field in units.items() if unit in column.name.split("_")]
    return {"form_class": found[0] if found else fields.WholeNumberField}


def _register_with_filters() -> None:
    """Filters of lists and reports, Wagtail's own included.

    https://django-filter.readthedocs.io/en/stable/ref/filters.html
    """
    import django_filters
    from django_filters.fields import DateRangeField, RangeField

    from psf.quantities import fields
    from psf.wagtail_seams.filters import install

    class DayRangeField(DateRangeField):  # type: ignore[misc]  # the base has no types
        """From one day to another, both included."""

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            RangeField.__init__(self, (fields.DayField(), fields.DayField()), *args, **kwargs)

    install()
    django_filters.DateFilter.field_class = fields.DayField
    django_filters.DateTimeFilter.field_class = fields.FirstInstantField
    django_filters.TimeFilter.field_class = fields.TimeField
    django_filters.DateFromToRangeFilter.field_class = DayRangeField


def _look_at_mailboxes() -> None:
    """Every address typed, whoever made its form or reads its file.

    https://docs.djangoproject.com/en/stable/ref/forms/fields/#emailfield
    """
    from django import forms

    from psf.quantities.letters import refuse_look_alikes

    for field in (models.EmailField, forms.EmailField):
        field.default_validators = [*field.default_validators, refuse_look_alikes]
