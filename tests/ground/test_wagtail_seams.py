"""What Wagtail does not promise is named in one place, and its changes do not pass unseen."""

import ast
import hashlib
import inspect
import textwrap
from importlib import import_module
from pathlib import Path

import pytest
import wagtail
from django.contrib.staticfiles import finders
from django.template import Context, NodeList, engines
from django.template.loader_tags import BlockNode, ExtendsNode

from psf import wagtail_seams
from psf.wagtail_seams import HEARD, LEANT_ON, NAMES, TEMPLATES

ROOT = Path(__file__).resolve().parents[2]
SEAMS = Path(wagtail_seams.__file__).parent
TOPS = ("home", "resources", "offers", "matching", "site", "benchmarks")
OURS, ITS = ROOT / "templates", Path(wagtail.__file__).parent / "admin" / "templates"
# Modules that Wagtail's documentation describes; "*": whatever it names there, else these names.
PROMISED = {
    "modelcluster": "*",
    "wagtail": {"blocks", "hooks", "urls"},
    "wagtail.admin": {"messages", "urls"},
    "wagtail.admin.filters": {"WagtailFilterSet"},
    "wagtail.admin.forms": {"WagtailAdminModelForm"},
    "wagtail.admin.forms.models": {"register_form_field_override"},
    "wagtail.admin.menu": "*",
    "wagtail.admin.panels": "*",
    "wagtail.admin.ui.components": "*",
    "wagtail.admin.ui.tables": "*",
    "wagtail.admin.views": {"generic"},
    "wagtail.admin.views.account": {"BaseSettingsPanel"},
    "wagtail.admin.views.generic": {"chooser", "history"},
    "wagtail.admin.views.generic.chooser": "*",
    "wagtail.admin.views.reports": {"ReportView"},
    "wagtail.admin.viewsets.chooser": "*",
    "wagtail.admin.viewsets.model": "*",
    "wagtail.admin.widgets": "*",
    "wagtail.admin.widgets.button": "*",
    "wagtail.blocks": "*",
    "wagtail.contrib.settings.models": "*",
    "wagtail.documents": {"urls"},
    "wagtail.documents.blocks": "*",
    "wagtail.documents.forms": {"BaseDocumentForm"},
    "wagtail.documents.models": {"Document"},
    "wagtail.fields": "*",
    "wagtail.images.blocks": "*",
    "wagtail.images.forms": {"BaseImageForm"},
    "wagtail.images.models": {"Image"},
    "wagtail.log_actions": {"LogFormatter", "log"},
    "wagtail.models": "*",
    "wagtail.permission_policies": "*",
    "wagtail.search": {"index"},
    "wagtail.signals": "*",
    "wagtail.snippets.blocks": "*",
    "wagtail.snippets.models": {"register_snippet"},
    "wagtail.snippets.views": {"chooser", "snippets"},
    "wagtail.snippets.views.snippets": "*",
    "wagtail.snippets.widgets": {"AdminSnippetChooser"},
    "wagtail.users.apps": {"WagtailUsersAppConfig"},
    "wagtail.users.views": {"users"},
    "wagtail_modeladmin.helpers": "*",
    "wagtail_modeladmin.helpers.search": "*",
    "wagtail_modeladmin.options": "*",
    "wagtail_modeladmin.views": {"IndexView"},
}
# First characters of the SHA-256 of each source, on Wagtail 7.4 and 8.0.
KNOWN = {
    "wagtail.admin.admin_url_finder:AdminURLFinder": {"991a1f82"},
    "wagtail.admin.admin_url_finder:register_admin_url_finder": {"b36285e8"},
    "wagtail.admin.filters:DateRangePickerWidget": {"9af5c3c7"},
    "wagtail.admin.forms.choosers:BaseFilterForm": {"5b2531db"},
    "wagtail.admin.forms.account:NameEmailForm": {"7dbd6434"},
    "wagtail.admin.models:EditingSession": {"48642473"},
    "wagtail.admin.models:FormState": {"6160e348"},
    "wagtail.admin.paginator:WagtailPaginator": {"959ac733"},
    "wagtail.admin.panels.base:get_form_for_model": {"c59b61d9"},
    "wagtail.admin.staticfiles:versioned_static": {"caac6753"},
    "wagtail.admin.utils:get_valid_next_url_from_request": {"58cbefbd"},
    "wagtail.admin.views.account:AvatarSettingsPanel": {"76fed8e1"},
    "wagtail.admin.views.generic.base:WagtailAdminTemplateMixin": {"58b8cf54"},
    "wagtail.admin.views.home:sprite": {"fef45c83"},
    "wagtail.admin.views.i18n:localized_js_catalog": {"c5a7300d"},
    "wagtail.admin.views.mixins:Echo": {"0297acda"},
    "wagtail.admin.views.mixins:SpreadsheetExportMixin": {"0d15b76e"},
    "wagtail.coreutils:multigetattr": {"ea45d969"},
    "wagtail.models.audit_log:ModelLogEntryManager": {"1e97322a"},
    "wagtail.permissions:page_permission_policy": {"b24f34ab", "b19c1ff5"},
    "wagtail.rich_text.pages:PageLinkHandler": {"8c6f48a3"},
    "wagtail.templatetags.wagtailcore_tags:richtext": {"7217baf0"},
    "wagtail.utils.registry:ObjectTypeRegistry": {"c3d9ceb9"},
    "wagtail.users.models:UserProfile": {"e666bfeb"},
    "wagtail.views:serve": {"eab2a9d4"},
    "wagtail.admin.panels.inline_panel:InlinePanel.get_form_options": {"31ac2a05"},
    "wagtail.admin.views.generic.base:BaseListingView.filter_queryset": {"9c6dc6ea"},
    "wagtail.models.pages:Page.route_for_request": {"7437d2a8"},
    "wagtail.snippets.bulk_actions.delete:DeleteBulkAction.check_perm": {"773830bc", "3122ef5b"},
    "wagtail.snippets.widgets:AdminSnippetChooser.__init__": {"c479417e", "6629f2b9"},
    "wagtailadmin/404.html": {"28f5e6d7"},
    "wagtailadmin/admin_base.html": {"8d1e9148"},
    "wagtailadmin/base.html": {"d9022f85"},
    "wagtailadmin/home.html": {"7eb3ee7b"},
    "wagtailadmin/tables/boolean_cell.html": {"f52d1f79"},
    "wagtailadmin/tables/cell.html": {"21f16d57"},
    "wagtailadmin/widgets/date_input.html": {"2557f7a4"},
    "wagtailadmin/widgets/datetime_input.html": {"479d8dde"},
    "wagtailadmin/widgets/time_input.html": {"536917c5"},
}


def taken(path):
    """Yield (line, module, name) of each import from Wagtail; the name of `import x` is None."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if isinstance(node, ast.ImportFrom) and not node.level:
            found = [(node.module, name.name) for name in node.names]
        elif isinstance(node, ast.Import):
            found = [(name.name, None) for name in node.names]
        else:
            continue
        for module, name in found:
            if module.split(".")[0] in ("wagtail", "wagtail_modeladmin"):
                yield node.lineno, module, name


def is_promised(module, name):
    names = PROMISED.get(module, ())
    if name is None:
        return names == "*"
    return not name.startswith("_") and (names == "*" or name in names)


def of_wagtail(seam):
    module, _, path = seam.what.partition(":")
    found = import_module(module)
    for name in path.split("."):
        found = getattr(found, name)
    return found


def fingerprint(seam):
    if ":" not in seam.what:
        source = (ITS / seam.what).read_text(encoding="utf-8")
    else:
        found = of_wagtail(seam)
        found = inspect.unwrap(found) if callable(found) else type(found)
        source = textwrap.dedent(inspect.getsource(found))
    return hashlib.sha256(source.encode()).hexdigest()[:8]


def test_only_the_seams_take_what_wagtail_does_not_promise():
    wrong = [
        f"{path.relative_to(ROOT)}:{line} takes {name} from {module}"
        for top in TOPS
        for path in sorted((ROOT / top).rglob("*.py"))
        if SEAMS not in path.parents
        for line, module, name in taken(path)
        if not is_promised(module, name)
    ]
    assert wrong == [], "take it from psf.wagtail_seams, or show where it is documented"


def test_each_name_of_the_seams_says_why_and_where_to_read():
    here = {
        f"{module}:{name}"
        for path in SEAMS.glob("*.py")
        for _line, module, name in taken(path)
        if not is_promised(module, name)
    }
    # On 8.0 only, in place of what it replaces.
    assert here - {"wagtail.permissions:policy_registry"} == {seam.what for seam in NAMES}
    for seam in (*NAMES, *LEANT_ON, *TEMPLATES, *HEARD):
        assert seam.why
        assert seam.upstream.startswith("https://")


@pytest.mark.parametrize("seam", [*NAMES, *LEANT_ON, *TEMPLATES], ids=lambda seam: seam.what)
def test_what_wagtail_does_not_promise_has_not_changed(seam):
    assert fingerprint(seam) in KNOWN[seam.what], (
        f"{seam.what} changed in Wagtail {wagtail.__version__}. We need it for: {seam.why}."
        f" Read {seam.upstream}, then write its new fingerprint beside the old one."
    )


def test_each_template_that_stands_for_one_of_wagtail_is_named():
    ours = {path.relative_to(OURS).as_posix() for path in OURS.glob("wagtail*/**/*.html")}
    assert ours == {seam.what for seam in TEMPLATES}


@pytest.mark.parametrize("seam", HEARD, ids=lambda seam: seam.what)
def test_what_our_scripts_hear_from_wagtail_is_still_said(seam):
    script = Path(finders.find(seam.what)).read_text(encoding="utf-8")
    missing = [word for word in HEARD[seam] if word not in script]
    assert missing == [], f"{seam.why}: read {seam.upstream}"


def ancestors(template):
    """Yield the templates that `template` extends, nearest first; stop at a name in a variable."""
    context = Context()
    context.template = template
    with context.render_context.push_state(template):
        while extends := template.nodelist.get_nodes_by_type(ExtendsNode):
            [node] = extends
            if not node.parent_name.filters and isinstance(node.parent_name.var, str):
                template = node.get_parent(context)
                yield template
            else:
                return


def blocks(nodes):
    """Return the names of the blocks in `nodes`, those inside any tag included."""
    found = set()
    for node in nodes:
        if isinstance(node, BlockNode):
            found.add(node.name)
        # Tags of ours need not say what they hold; `if` holds more than its attributes.
        held = [getattr(node, name, None) for name in node.child_nodelists]
        for inside in (*held, *vars(node).values()):
            if isinstance(inside, NodeList):
                found |= blocks(inside)
    return found


def test_no_template_fills_a_block_that_its_parent_does_not_have():
    """Such a block is text that nobody sees, and nothing says so."""
    engine = engines["django"].engine
    lost, filled = [], 0
    for path in sorted(OURS.rglob("*.html")):
        name = path.relative_to(OURS).as_posix()
        template = engine.get_template(name)
        extends = template.nodelist.get_nodes_by_type(ExtendsNode)
        if not extends:
            continue
        above = set().union(*(blocks(parent.nodelist) for parent in ancestors(template)))
        own = {node.name for node in extends[0].nodelist if isinstance(node, BlockNode)}
        filled += len(own)
        lost += [f"{name}: {block}" for block in sorted(own - above)]
    assert filled > 100
    assert lost == []


def test_no_page_includes_a_part_that_wagtail_keeps_for_itself():
    """A name that begins with _ is one: 8.0 took wagtailadmin/pages/_editor_js.html away."""
    wrong = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in sorted(OURS.rglob("*.html"))
        for word in path.read_text(encoding="utf-8").replace("'", '"').split('"')
        if word.startswith("wagtail") and "/_" in word
    ]
    assert wrong == []
