"""What Wagtail does not promise and we use all the same: named here, and nowhere else.

Its documentation says what stays: https://docs.wagtail.org/en/stable/reference/. The rest may change
in any release without a word. Other modules take such a name from the modules beside this one, never
from Wagtail. `tests/ground/test_wagtail_seams.py` fails when the source of one of these changes, and
gives the address to read; it fails too when somebody else takes a name that is not promised.
"""

from dataclasses import dataclass

SOURCE = "https://github.com/wagtail/wagtail/blob/v7.4.4/"


@dataclass(frozen=True)
class Seam:
    """`what`: "module:name", or a template or script of Wagtail; `why` it must stay as it is."""

    what: str
    why: str
    address: str = ""

    @property
    def upstream(self) -> str:
        """Return the address of the issue or page about it, or else of its source."""
        if self.address:
            return self.address
        module, is_name, _ = self.what.partition(":")
        if is_name:
            return f"{SOURCE}{module.replace('.', '/')}.py"
        return f"{SOURCE}wagtail/admin/templates/{self.what}"


UNDOCUMENTED_FINDER = "https://github.com/wagtail/wagtail/issues/11963"
STALE_AUTOSAVE = "https://github.com/wagtail/wagtail/issues/13863"
PICKER = "https://github.com/xdan/datetimepicker/issues/436"
BRANDING = "https://docs.wagtail.org/en/stable/advanced_topics/customization/admin_templates.html"

# What the modules beside this one take from Wagtail.
NAMES = (
    Seam(
        "wagtail.admin.admin_url_finder:AdminURLFinder",
        "where a person may change a row, or None",
        UNDOCUMENTED_FINDER,
    ),
    Seam(
        "wagtail.admin.admin_url_finder:register_admin_url_finder",
        "the reference tables are modeladmin's, which registers none",
        UNDOCUMENTED_FINDER,
    ),
    Seam("wagtail.admin.filters:DateRangePickerWidget", "from one day to another, in a filter"),
    Seam(
        "wagtail.admin.forms.choosers:BaseFilterForm",
        "choosers search with accents folded: `filter`, `is_searching`, `search_query`",
    ),
    Seam(
        "wagtail.admin.forms.account:NameEmailForm",
        "one's own name, which browsers may fill in",
    ),
    Seam("wagtail.admin.models:EditingSession", "who has a page open: forgotten after a day"),
    Seam("wagtail.admin.models:FormState", "what somebody was typing: forgotten after a day"),
    Seam("wagtail.admin.paginator:WagtailPaginator", "the pages of the queue"),
    Seam(
        "wagtail.admin.panels.base:get_form_for_model",
        "a form class of ours for the children of an inline panel",
    ),
    Seam("wagtail.admin.staticfiles:versioned_static", "a script that browsers load anew"),
    Seam(
        "wagtail.admin.utils:get_valid_next_url_from_request",
        "back to where one came from, on this site only",
    ),
    Seam(
        "wagtail.admin.views.account:AvatarSettingsPanel",
        "no picture of a person is taken: the panel is never active",
    ),
    Seam(
        "wagtail.admin.views.generic.base:WagtailAdminTemplateMixin",
        "title, icon and breadcrumbs of screens of our own",
    ),
    Seam("wagtail.admin.views.home:sprite", "served with a header that lets browsers keep it"),
    Seam(
        "wagtail.admin.views.i18n:localized_js_catalog",
        "served with a header that lets browsers keep it",
    ),
    Seam("wagtail.admin.views.mixins:Echo", "rows of a CSV, sent as they are written"),
    Seam(
        "wagtail.admin.views.mixins:SpreadsheetExportMixin",
        "its rows and cells are replaced: no formula, and relations that lead nowhere",
    ),
    Seam("wagtail.coreutils:multigetattr", "a cell is read as Wagtail's own exports read it"),
    Seam(
        "wagtail.models.audit_log:ModelLogEntryManager",
        "what is written and who sees it are replaced: a history under the perimeter",
    ),
    Seam(
        "wagtail.permissions:page_permission_policy",
        "who edits some page; since 8.0 the registry of policies has it too",
    ),
    Seam("wagtail.rich_text.pages:PageLinkHandler", "links of a rich text without a query each"),
    Seam("wagtail.templatetags.wagtailcore_tags:richtext", "the filter, called from another"),
    Seam(
        "wagtail.utils.registry:ObjectTypeRegistry",
        "permission policies before 8.0, kept as 8.0 keeps them",
    ),
    Seam("wagtail.users.models:UserProfile", "a person's preferences: forgotten with the account"),
    Seam("wagtail.views:serve", "called once the route is noted"),
)

# What ours lean on without taking it.
LEANT_ON = (
    Seam(
        "wagtail.admin.panels.inline_panel:InlinePanel.get_form_options",
        "offers.panels.InlineFormPanel completes what it says of the formset",
    ),
    Seam(
        "wagtail.admin.views.generic.base:BaseListingView.filter_queryset",
        "shows every row where `is_valid` says no: psf.wagtail_seams.filters answers yes, and leaves none",
    ),
    Seam(
        "wagtail.models.pages:Page.route_for_request",
        "believes `_wagtail_route_for_request`, which `note_route` writes",
    ),
    Seam(
        "wagtail.snippets.bulk_actions.delete:DeleteBulkAction.check_perm",
        "before 8.0 it asks Django and not the policy: a hook of psf.territories refuses",
    ),
    Seam(
        "wagtail.snippets.widgets:AdminSnippetChooser.__init__",
        "before 8.0 it wants the model: offers.choosers.RegistryChooser gives it",
    ),
)

# Templates of ours that stand for Wagtail's of the same name.
TEMPLATES = (
    Seam("wagtailadmin/404.html", "`furniture`: what a record out of one's perimeter says"),
    Seam("wagtailadmin/admin_base.html", "name and icon of the browser's tab", BRANDING),
    Seam("wagtailadmin/base.html", "the logo", BRANDING),
    Seam(
        "wagtailadmin/widgets/date_input.html",
        "its picker rewrites on leaving the box what it cannot read: 31/02/2009, a day of March",
        PICKER,
    ),
    Seam("wagtailadmin/widgets/datetime_input.html", "the same", PICKER),
    Seam("wagtailadmin/widgets/time_input.html", "the same", PICKER),
    Seam("wagtailadmin/home.html", "`content`: who edits no page has no search among pages"),
    Seam("wagtailadmin/tables/boolean_cell.html", "an icon that says oui or non, never True"),
    Seam("wagtailadmin/tables/cell.html", "a cell in French: no None, no True, no date in English"),
)

# What our scripts hear from Wagtail's, and the words that must still stand in its file.
HEARD = {
    Seam(
        "wagtailadmin/js/core.js",
        "home/last-save-controller.js stops the autosave of a form that was sent: `w-autosave:save`",
        STALE_AUTOSAVE,
    ): ('"w-autosave"', 'dispatch("save",{cancelable:!0'),
}
