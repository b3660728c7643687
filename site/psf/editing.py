"""What forms of records share: two people at once, and nothing is ever deleted."""

import hashlib
from datetime import datetime

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.permission_policies import ModelPermissionPolicy

from psf.french.moments import numeric_moment

GONE = "Cette fiche n'existe plus, ou n'est plus dans votre périmètre."


class OneEditorWins:
    """Form mixin for `Versioned` models: refuses once what was filled on a replaced version.

    The version that a form shows is that of its row, of its inline rows and of its links. The
    person keeps everything typed, is told when the record changed, and may save again knowingly.
    """

    # Relations that the form writes beside its fields and its inline rows.
    also_writes: tuple[str, ...] = ()

    def __init__(self, *args, instance=None, **kwargs):
        editing = instance is not None and not instance._state.adding
        bound = (args[0] if args else kwargs.get("data")) is not None
        # Before any child is read: what is shown may be newer than its version, never older.
        shown = "" if bound or not editing else self._version_of(instance)
        super().__init__(*args, instance=instance, **kwargs)
        if editing:
            self.fields["version"] = forms.CharField(
                required=False, widget=forms.HiddenInput, initial=shown
            )

    def clean(self):
        cleaned = super().clean()
        seen = self.cleaned_data.pop("version", "")
        if self.instance._state.adding:
            return cleaned
        rows = type(self.instance)._base_manager.select_for_update(of=("self",), no_key=True)
        row = rows.filter(pk=self.instance.pk).first()
        if row is None:
            self.add_error(None, GONE)
            return cleaned
        self._take_what_is_not_edited(row)
        current = self._version_of(row, locked=True)
        if seen and seen != current:
            self.data = self.data.copy()
            self.data[self.add_prefix("version")] = current
            self._keep_removed_rows()
            self.add_error(
                None,
                f"Quelqu'un a modifié cette fiche{_when(seen, current)}, pendant que vous la"
                " remplissiez. Rien n'a été enregistré : vérifiez, puis enregistrez à nouveau pour"
                " garder votre version.",
            )
        return cleaned

    def _take_what_is_not_edited(self, row):
        """Saving writes every column: those of no field are as they stand under the lock."""
        for field in row._meta.concrete_fields:
            if field.name not in self.fields and not field.generated:
                setattr(self.instance, field.attname, getattr(row, field.attname))

    def _keep_removed_rows(self):
        """What was typed on a row that somebody removed is a new row, if the person saves again."""
        for formset in getattr(self, "formsets", {}).values():
            formset.data = self.data
            there = {str(child.pk) for child in formset.get_queryset()}
            for number in range(formset.initial_form_count()):
                key = f"{formset.add_prefix(number)}-{formset.model._meta.pk.name}"
                if self.data.get(key) not in there:
                    self.data[key] = ""

    def _version_of(self, row, *, locked=False) -> str:
        """« instant of the last change/imprint of all versions », as the hidden field carries it.

        With `locked`, nobody changes what was read until the end of the transaction.
        """
        newest, marks = row.version, [str(row.version)]
        for found, columns in self._rows_below(row.pk):
            if locked:
                found = found.select_for_update(of=("self",), no_key=True)
            values = sorted(found.order_by("pk").values_list(*columns))
            if "version" in columns:
                newest = max([newest, *(version for _key, version in values)])
            marks.append(repr([[str(value) for value in mark] for mark in values]))
        imprint = hashlib.sha256("\n".join(marks).encode()).hexdigest()
        return f"{newest.isoformat()}/{imprint[:32]}"

    def _rows_below(self, pk):
        """Yield (queryset, columns that tell a change) of all that the form writes below its row."""
        model = self._meta.model
        written = {*self.base_fields, *self.also_writes}
        for link in model._meta.many_to_many:
            if link.name in written:
                yield _links(link, pk)
        for relation in model._meta.related_objects:
            if relation.get_accessor_name() in self.also_writes:
                yield _children(relation.related_model, relation.field.name, pk)
        # The classes: while the form is made, it has no formset yet.
        for formset in getattr(type(self), "formsets", {}).values():
            yield _children(formset.model, formset.fk.name, pk)
            for link in formset.model._meta.many_to_many:
                if link.name in formset.form.base_fields:
                    yield _links(link, pk, through=formset.fk.name)


class OneEditorForm(OneEditorWins, WagtailAdminModelForm):
    """The form of a registry that has none of its own."""


class EditedByOne:
    """For viewsets of `Versioned` models whose form is made from panels."""

    def get_edit_handler(self):
        handler = super().get_edit_handler()
        if handler.base_form_class is None:
            handler.base_form_class = OneEditorForm
        return handler


def _children(model, parent: str, pk):
    return model._base_manager.filter(**{parent: pk}), ("pk", "version")


def _links(link, pk, through: str = ""):
    """The rows of a many-to-many relation, of one row or of the children of one row."""
    source, target = link.m2m_field_name(), link.m2m_reverse_field_name()
    path = f"{source}__{through}" if through else source
    rows = link.remote_field.through._base_manager.filter(**{path: pk})
    return rows, (f"{source}_id", f"{target}_id")


def _when(seen: str, current: str) -> str:
    """When the change was, if it left its instant: a row that was removed leaves none."""
    newest = datetime.fromisoformat(current.partition("/")[0])
    try:
        before = parse_datetime(seen.partition("/")[0])
    except ValueError:
        before = None
    if before and timezone.is_aware(before) and newest <= before:
        return ""
    return f" le {numeric_moment(newest)}"


class NeverDeletedPolicy(ModelPermissionPolicy):
    """Rows are ended, revoked or closed; not even a superuser deletes them from the admin."""

    refused = frozenset({"delete"})

    def user_has_permission(self, user, action):
        return action not in self.refused and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return super().user_has_any_permission(user, set(actions) - self.refused)

    def user_has_permission_for_instance(self, user, action, instance):
        return self.user_has_permission(user, action)
