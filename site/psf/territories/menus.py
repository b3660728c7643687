"""The menu "Référentiels". Any app adds to it.

- a read-only table: register a `reference_admin.ReferenceAdmin` with `modeladmin_register`;
- an editable one: `menu_hook = REFERENCE_MENU_HOOK` on its SnippetViewSet.
"""

from wagtail.admin.menu import Menu, SubmenuMenuItem

REFERENCE_MENU_HOOK = "register_reference_menu_item"

reference_menu = Menu(register_hook_name=REFERENCE_MENU_HOOK)


def reference_menu_item():
    """Return the entry of the main menu; Wagtail hides it from whoever sees nothing in it."""
    return SubmenuMenuItem(
        "Référentiels", reference_menu, name="referentiels", icon_name="globe", order=900
    )
