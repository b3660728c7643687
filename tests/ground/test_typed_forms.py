"""Every form of the site: one reader of what is typed, nothing cut, nothing filled in for somebody else."""

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.forms.renderers import get_default_renderer
from django.urls import get_resolver
from django.utils import timezone
from wagtail import blocks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.reports.workflows import WorkflowTasksReportFilterSet
from wagtail.admin.viewsets import viewsets
from wagtail.models import get_page_models

from psf.form_rendering import TEXT_AREA, TYPED
from psf.quantities.fields import ReadByQuantity, ReadField
from psf.quantities.widgets import TypedInput
from psf.wagtail_seams.accounts import NameEmailForm
from psf.wagtail_seams.filters import ListFilterSet

ROOT = Path(settings.BASE_DIR)
OURS = ("home", "resources", "offers", "matching", "psf")
QUANTITIES = (forms.DateField, forms.TimeField, forms.DateTimeField, forms.IntegerField)
# What people type about themselves; everything else belongs to somebody else.
OWN = {
    "name", "email", "tel", "organization", "organization-title", "username", "one-time-code",
    "given-name", "family-name", "current-password", "new-password",
}  # fmt: skip
# Forms in which one types one's own name, mail or code.
ABOUT_ONESELF = {
    "ReachableForm", "InterestForm", "MldsForm", "SignForm", "OwnDetailsForm", "MarketStep",
    "LoginForm", "BaseLoginForm", "AuthenticateForm", "ReauthenticateForm", "ActivateForm",
    "ActivateTOTPForm", "UnlockForm", "ResetPasswordForm", "CopyForm",
    "FilingForm", "MarketForm", "DeclarationForm", "ConsultationForm", "ProposalForm",
}  # fmt: skip
# Wagtail's and Django's fields, which only `psf.quantities.fields` may make.
RAW_FIELDS = {
    "DateField", "TimeField", "DateTimeField", "SplitDateTimeField", "DurationField",
    "DecimalField", "FloatField", "IntegerField",
}  # fmt: skip
RAW_WIDGETS = {
    "DateInput", "TimeInput", "DateTimeInput", "NumberInput", "AdminDateInput", "AdminTimeInput",
    "AdminDateTimeInput", "SelectDateWidget",
}  # fmt: skip
RAW_BLOCKS = {
    "DateBlock",
    "TimeBlock",
    "DateTimeBlock",
    "IntegerBlock",
    "FloatBlock",
    "DecimalBlock",
}


def subclasses(of):
    for each in of.__subclasses__():
        yield each
        yield from subclasses(each)


def made_from_panels():
    """The forms of all viewsets and pages of the admin, with those of their inline rows."""
    assert get_resolver().url_patterns
    handlers = [
        viewset.get_edit_handler()
        for viewset in viewsets.viewsets
        if hasattr(viewset, "get_edit_handler") and viewset.model._meta.app_label != "wagtailcore"
    ]
    handlers += [model.get_edit_handler() for model in get_page_models()]
    for handler in filter(None, handlers):
        yield from with_rows(handler.get_form_class())


def with_rows(form):
    yield form
    for formset in getattr(form, "formsets", {}).values():
        yield from with_rows(formset.form)


def every_form():
    made = {*made_from_panels()}
    made |= {form for form in subclasses(forms.BaseForm) if form.__module__.split(".")[0] in OURS}
    return sorted(made, key=lambda form: (form.__module__, form.__qualname__))


def every_field():
    for form in every_form():
        for name, field in form.base_fields.items():
            yield form, name, field


def is_text(widget) -> bool:
    template = getattr(widget, "template_name", "")
    return getattr(widget, "input_type", "") in TYPED or template.endswith(TEXT_AREA)


def test_each_quantity_of_each_form_is_read_by_the_one_reader():
    found = 0
    for form, name, field in every_field():
        if not isinstance(field, QUANTITIES) or field.widget.is_hidden:
            continue
        where = f"{form.__qualname__}.{name}"
        assert isinstance(field, ReadByQuantity), where
        assert "quantities" in field.widget.template_name or "wagtailadmin/widgets/" in (
            field.widget.template_name
        ), where
        found += 1
    assert found > 80


def test_each_question_that_is_read_has_the_box_that_says_what_was_understood():
    found = [
        (form, name, field)
        for form, name, field in every_field()
        if isinstance(field, ReadField) and not isinstance(field.widget, forms.Textarea)
    ]
    assert len(found) > 8
    for form, name, field in found:
        assert isinstance(field.widget, TypedInput), f"{form.__qualname__}.{name}"


def test_each_filter_of_a_list_or_report_is_read_by_the_one_reader():
    dated = 0
    for filterset in subclasses(WagtailFilterSet):
        for name, each in filterset.base_filters.items():
            if "Date" not in type(each).__name__ and "Time" not in type(each).__name__:
                continue
            field = each.field
            for part in getattr(field, "fields", [field]):
                assert isinstance(part, ReadByQuantity), f"{filterset.__qualname__}.{name}"
            dated += 1
    assert dated >= 5


def test_a_filter_of_ours_that_cannot_be_read_leaves_no_row():
    ours = [
        each
        for each in subclasses(WagtailFilterSet)
        if each.__module__.split(".")[0] in OURS and each is not ListFilterSet
    ]
    assert len(ours) >= 8
    assert [each.__qualname__ for each in ours if not issubclass(each, ListFilterSet)] == []


@pytest.mark.parametrize("typed", ["5/2/2009", "05022009", "5 fév. 2009", "2009-02-05"])
def test_a_report_of_wagtail_is_filtered_by_a_day_however_it_is_typed(typed):
    form = WorkflowTasksReportFilterSet({"started_at_from": typed}).form
    assert form.is_valid(), form.errors
    assert timezone.localdate(form.cleaned_data["started_at"].start).isoformat() == "2009-02-05"


def test_a_report_of_wagtail_refuses_in_words_a_day_that_does_not_exist():
    form = WorkflowTasksReportFilterSet({"started_at_from": "31/02/2009"}).form
    assert "31/02/2009" in str(form.errors["started_at"])
    assert 'value="31/02/2009"' in str(form["started_at"])


def sources():
    for folder in ("home", "resources", "offers", "matching", "site/psf"):
        for path in (ROOT / folder).rglob("*.py"):
            if "migrations" not in path.parts and path.parent.name != "quantities":
                yield path


def calls(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node, ast.unparse(node.func)


def test_no_source_makes_a_field_that_reads_by_itself():
    """Fields that a form adds as it is made, which no walk over classes sees."""
    wrong = []
    for path in sources():
        for node, name in calls(ast.parse(path.read_text("utf-8"))):
            owner, _, last = name.rpartition(".")
            hidden = "HiddenInput" in ast.unparse(node)
            if (owner == "forms" and last in RAW_FIELDS and not hidden) or last in RAW_WIDGETS:
                wrong.append(f"{path.relative_to(ROOT)}:{node.lineno} {name}")
            if owner == "blocks" and last in RAW_BLOCKS:
                wrong.append(f"{path.relative_to(ROOT)}:{node.lineno} {name}")
    assert wrong == []


def drawn(field) -> str:
    widget = field.widget
    attrs = {"id": "id_x", **field.widget_attrs(widget)}
    return widget.render("x", None, attrs=attrs, renderer=get_default_renderer())


def test_each_text_box_counts_and_none_lets_the_browser_cut():
    counted = 0
    for form, name, field in every_field():
        if field.widget.is_hidden or not is_text(field.widget):
            continue
        where, html = f"{form.__qualname__}.{name}", drawn(field)
        assert "maxlength" not in html, where
        limit = getattr(field, "max_length", None)
        if limit and not isinstance(field.widget, TypedInput):
            assert f'data-psf-limit-most-value="{limit}"' in html, where
            assert "psf-limit" in re.search(r'data-controller="([^"]*)"', html)[1], where
            counted += 1
    assert counted > 150


def test_each_box_of_a_file_weighs_it_before_it_is_sent():
    weighed = set()
    for form, name, field in every_field():
        if isinstance(field, forms.FileField):
            where, html = f"{form.__qualname__}.{name}", drawn(field)
            assert re.search(r'data-psf-weight-most-value="\d+"', html), where
            assert 'data-controller="psf-weight"' in html, where
            weighed.add(form.__name__)
    assert {"UploadForm", "SheetForm"} <= weighed


def test_no_text_box_lets_the_browser_fill_in_what_belongs_to_somebody_else():
    own = set()
    for form, name, field in every_field():
        if field.widget.is_hidden or not is_text(field.widget):
            continue
        found = re.findall(r'autocomplete="([^"]*)"', drawn(field))
        assert found, f"{form.__qualname__}.{name}"
        if found[0] != "off":
            assert found[0] in OWN, f"{form.__qualname__}.{name}: {found[0]}"
            assert form.__name__ in ABOUT_ONESELF, f"{form.__qualname__}.{name}: {found[0]}"
            own.add(form.__name__)
    assert {"MldsForm", "SignForm", "OwnDetailsForm"} <= own
    assert 'autocomplete="family-name"' in drawn(NameEmailForm.base_fields["last_name"])


def boxes_of_templates():
    for path in (ROOT / "templates").rglob("*.html"):
        text = path.read_text("utf-8")
        for tag in re.findall(r"<(?:input|textarea)\b[^>]*>", text):
            yield path.relative_to(ROOT), tag


def test_no_template_writes_a_box_that_cuts_or_is_filled_in():
    for path, tag in boxes_of_templates():
        assert "maxlength" not in tag, path
        kind = re.search(r'type="([^"]*)"', tag)
        if (kind is None or kind[1] in {"text", "email", "tel"}) and "readonly" not in tag:
            assert "autocomplete=" in tag, path


def test_scripts_neither_cut_nor_start_the_picker_that_rewrites():
    for path in (ROOT / "assets").rglob("*.js"):
        text = path.read_text("utf-8")
        assert "maxLength" not in text, path
        assert not re.search(r"init(Date|Time|DateTime)Chooser|datetimepicker\(", text), path


def test_the_body_of_a_page_takes_its_days_by_the_one_reader():
    for name in ("source", "legal"):
        import_module(f"resources.blocks.{name}")
    found = 0
    for block in subclasses(blocks.StructBlock):
        for child in block.base_blocks.values():
            if isinstance(child, blocks.DateBlock):
                assert isinstance(child.field, ReadByQuantity)
                assert child.deconstruct()[0] == "wagtail.blocks.DateBlock"
                found += 1
    assert found >= 2
