"""What forms of records share: two people at once, and nothing is ever deleted."""

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from wagtail.permission_policies import ModelPermissionPolicy


class OneEditorWins:
    """Form mixin for models with `updated_at`: refuses once what was filled on a replaced version.

    The person keeps everything typed, is told when the record changed, and may save again knowingly.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            self.fields["version"] = forms.CharField(
                required=False,
                widget=forms.HiddenInput,
                initial=self.instance.updated_at.isoformat(),
            )

    def clean(self):
        cleaned = super().clean()
        seen = self.cleaned_data.pop("version", "")
        if seen:
            rows = type(self.instance)._base_manager.select_for_update(of=("self",))
            current = rows.filter(pk=self.instance.pk).values_list("updated_at", flat=True).get()
            if parse_datetime(seen) != current:
                self.data = self.data.copy()
                self.data[self.add_prefix("version")] = current.isoformat()
                at = timezone.localtime(current)
                self.add_error(
                    None,
                    f"Quelqu'un a modifié cette fiche le {at:%d/%m/%Y à %H:%M}, pendant que vous"
                    " la remplissiez. Rien n'a été enregistré : vérifiez, puis enregistrez à"
                    " nouveau pour garder votre version.",
                )
        return cleaned


class NeverDeletedPolicy(ModelPermissionPolicy):
    """Rows are ended, revoked or closed; not even a superuser deletes them from the admin."""

    refused = frozenset({"delete"})

    def user_has_permission(self, user, action):
        return action not in self.refused and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return super().user_has_any_permission(user, set(actions) - self.refused)

    def user_has_permission_for_instance(self, user, action, instance):
        return self.user_has_permission(user, action)
