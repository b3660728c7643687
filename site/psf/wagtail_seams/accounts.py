"""A person's own settings."""

from wagtail.admin.forms.account import NameEmailForm
from wagtail.admin.views.account import AvatarSettingsPanel

__all__ = ["AvatarSettingsPanel", "NameEmailForm", "close_avatars", "say_whose_name"]


def close_avatars() -> None:
    """Take no picture of a person: no page shows it, and Pillow would open it in the web process."""
    AvatarSettingsPanel.is_active = lambda panel: False


def say_whose_name() -> None:
    """One's own name and mail: browsers may fill them in, as nowhere else in the admin."""
    own = {"first_name": "given-name", "last_name": "family-name", "email": "email"}
    for name, purpose in own.items():
        NameEmailForm.base_fields[name].widget.attrs["autocomplete"] = purpose
