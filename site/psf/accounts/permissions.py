"""What each role may do, and the synchronisation that makes the groups hold exactly that.

Rows are the perimeter's affair (psf.perimeter): this table only says which screens open. Nobody may
delete: what is recorded about people and offers is closed, merged or anonymised.
"""

from itertools import product

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import connections

from .roles import COORDINATORS, EDITORIAL, RANKS, SEES_PERSONS, Role


def _grants(app, models, *actions):
    return [f"{app}.{action}_{model}" for model, action in product(models.split(), actions)]


ADMIN = ["wagtailadmin.access_admin"]
TERRITORIES = "academicregion academy department commune service school schoolholiday"
DATED_OFFERS = "gratificationrate europeanthreshold calibrebracket"
SEE_OFFERS = [
    *_grants("territories", TERRITORIES, "view"),
    *_grants(
        "offers",
        "buyer buyercontact contract lot company companycontact offer offerbudget hostslot rome"
        f" field {DATED_OFFERS}",
        "view",
    ),
]
KEEP_OFFERS = _grants(
    "offers",
    "buyer buyercontact contract lot company companycontact offer hostslot",
    "add",
    "change",
)
KEEP_PERSONS = [
    *_grants(
        "matching",
        "youth youthinterest guardian situationentry placement placementperiod signature"
        " attendance incident review reviewline",
        "view",
        "add",
        "change",
    ),
    *_grants("matching", "suggestion", "view"),
    *_grants("matching", "rightsrequest", "view", "add"),
    *_grants("matching", "breach", "add"),
    *_grants("workflow", "action event", "view"),
    *_grants("messaging", "message", "view", "change"),
    *_grants("accounts", "absence", "view", "add", "change"),
    *_grants("documents", "storedfile", "view", "add"),
]
# What falls due, what keeps it, the restricted archive: by name in one's services, by code for the DPO.
CONSERVE = [
    "matching.see_conservation",
    "matching.open_archive",
    *_grants("matching", "legalhold", "view", "add", "change"),
]
COORDINATE = [
    *CONSERVE,
    *_grants("offers", "company buyer", "merge"),
    "offers.import_offer",
    "matching.import_youth",
    "matching.export_youth",
    "matching.handover_youth",
    "matching.merge_youth",
    "matching.view_statistics",
    "matching.change_rightsrequest",
    *_grants("matching", "breach", "view", "change"),
    "accounts.view_user",
    "accounts.close_user",
]
REPLACE_TEMPLATES = _grants("documents", "documenttemplate", "view", "add")
# What the communications team edits beside pages.
EDIT_RESOURCES = _grants("resources", "taskexample", "view", "add", "change")
# Who opens accounts within their perimeter also renews those perimeters.
INVITE = [
    *_grants("accounts", "invitation", "view", "add"),
    "perimeter.renew_perimetergrant",
]
ADMINISTER = [
    *_grants("accounts", "absence", "view", "add", "change"),
    *_grants("accounts", "user", "view", "change", "close"),
    *INVITE,
    *_grants("perimeter", "perimetergrant", "view", "add", "change"),
    *_grants("territories", TERRITORIES, "view"),
    *_grants("territories", "service school schoolholiday", "add", "change"),
    *_grants("offers", DATED_OFFERS, "view", "add", "change"),
    *_grants("matching", "matchingpolicy watchedwords", "view", "add", "change"),
    *_grants("workflow", "workflowlimits", "change"),
    *REPLACE_TEMPLATES,
]
# Steps, delays and words: read by who coordinates, adapted by the académie and nationally.
READ_STEPS = ["workflow.view_stagepolicy", "workflow.follow_clock", "words.view_word"]
ADAPT_STEPS = ["workflow.add_stagepolicy", "words.add_word"]
# Texts of messages: national, or of one's own académie (psf.accounts.levels).
WRITE_TEXTS = _grants("messaging", "messagetemplate", "view", "add")
# Durations are proposed by either, advised upon by the DPO, decided by the controller's delegate.
PROPOSE_DURATIONS = _grants("matching", "retentionpolicy", "view", "add", "change")
CONTROL = [
    *_grants("perimeter", "accesslog", "view"),
    *PROPOSE_DURATIONS,
    *_grants("matching", "retentionpolicy", "advise"),
    *CONSERVE,
    *_grants("matching", "manifest", "view"),
    *_grants("matching", "rightsrequest breach", "view", "add", "change"),
    *_grants("matching", "watchedwords notice", "view", "add", "change"),
]
DECIDE = [*PROPOSE_DURATIONS, *_grants("matching", "retentionpolicy", "decide")]
STEER = [*SEE_OFFERS, "matching.view_statistics"]

# Written, read over, published; and what is published at once.
WRITTEN = "question glossaryterm testimonial"
AT_ONCE = "kitdocument engagedorganisation figure frisestep legalnote synonym"
SEE_CONTENTS = _grants("resources", f"{WRITTEN} {AT_ONCE}", "view")

TABLE = {role: list(ADMIN) for role in Role}
for _role in SEES_PERSONS:
    TABLE[_role] += SEE_OFFERS + KEEP_OFFERS + KEEP_PERSONS
for _role in COORDINATORS:
    TABLE[_role] += COORDINATE + READ_STEPS
for _role in (Role.REGIONAL, Role.ACADEMIC):
    TABLE[_role] += INVITE
# The Publicateur those of the clause, the others the rest: psf.documents.places.
for _role in (Role.ACADEMIC, Role.PUBLISHER):
    TABLE[_role] += REPLACE_TEMPLATES
TABLE[Role.ACADEMIC] += ADAPT_STEPS
for _role in (Role.NATIONAL, Role.ADMINISTRATOR):
    TABLE[_role] += READ_STEPS + ADAPT_STEPS
for _role in (Role.ACADEMIC, Role.NATIONAL, Role.ADMINISTRATOR):
    TABLE[_role] += WRITE_TEXTS
# Help of the screens, and what people say of them.
for _role in (Role.PUBLISHER, Role.NATIONAL, Role.ADMINISTRATOR):
    TABLE[_role] += _grants("guidance", "helptext", "view", "add", "change")
for _role in (Role.NATIONAL, Role.ADMINISTRATOR):
    TABLE[_role] += _grants("guidance", "opinion", "view")
TABLE[Role.NATIONAL] += STEER
TABLE[Role.DPO] += CONTROL
TABLE[Role.DELEGATE] += DECIDE
TABLE[Role.ADMINISTRATOR] += ADMINISTER
for _role in (Role.WRITER, Role.PUBLISHER):
    TABLE[_role] += EDIT_RESOURCES

for _role in (Role.WRITER, Role.REVIEWER, Role.PUBLISHER):
    TABLE[_role] += SEE_CONTENTS + _grants("resources", WRITTEN, "change")
for _role in (Role.WRITER, Role.PUBLISHER):
    TABLE[_role] += _grants("resources", WRITTEN, "add")
TABLE[Role.PUBLISHER] += _grants("resources", WRITTEN, "publish")
TABLE[Role.PUBLISHER] += _grants("resources", AT_ONCE, "add", "change")

# On the whole tree of pages and on the root collection, for images and documents.
PAGE_ACTIONS = {
    Role.WRITER: ["add", "change"],
    Role.REVIEWER: ["change"],
    Role.PUBLISHER: ["add", "change", "publish", "lock", "unlock", "bulk_delete"],
}
COLLECTION_ACTIONS = {
    Role.WRITER: ["add", "choose"],
    Role.REVIEWER: ["choose"],
    Role.PUBLISHER: ["add", "change", "choose"],
}
# Made by Wagtail's first migration; roles are our only groups.
WAGTAIL_GROUPS = ("Editors", "Moderators")
assert set(PAGE_ACTIONS) == EDITORIAL and set(RANKS) == SEES_PERSONS


def sync(using="default"):
    """Create the groups, give each exactly what the tables say; return the names nobody declared.

    Idempotent. A permission that does not exist yet is skipped: the test names it.
    """
    from django.contrib.auth.models import Group, Permission

    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.using(using).select_related("content_type")
    }
    unknown = set()
    Group.objects.using(using).filter(name__in=WAGTAIL_GROUPS).delete()
    for role, labels in TABLE.items():
        group, _ = Group.objects.using(using).get_or_create(name=role.value)
        group.permissions.set([known[label] for label in labels if label in known])
        unknown.update(label for label in labels if label not in known)
        _sync_pages(group, PAGE_ACTIONS.get(role, []), known)
        _sync_collections(group, COLLECTION_ACTIONS.get(role, []), known)
    return sorted(unknown)


def _sync_pages(group, actions, known):
    from wagtail.models import GroupPagePermission, Page

    root = Page.get_first_root_node()
    wanted = [known[f"wagtailcore.{action}_page"] for action in actions if root]
    GroupPagePermission.objects.filter(group=group).exclude(
        page=root, permission__in=wanted
    ).delete()
    for permission in wanted:
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)


def _sync_collections(group, actions, known):
    from wagtail.models import Collection, GroupCollectionPermission

    root = Collection.get_first_root_node()
    wanted = [
        known[f"{label}.{action}_{model}"]
        for action in actions
        for label, model in (("wagtailimages", "image"), ("wagtaildocs", "document"))
        if root
    ]
    GroupCollectionPermission.objects.filter(group=group).exclude(
        collection=root, permission__in=wanted
    ).delete()
    for permission in wanted:
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=permission
        )


def sync_after_migrate(using="default", apps=installed, **kwargs):
    """Receiver of `post_migrate`, once a run.

    Django creates permissions application after application in the same signal, so a migration, or
    a receiver that comes too early, misses those of later applications. All tables exist by now:
    the receiver first has every permission created, then applies the tables.
    """
    needed = {"auth_permission", "django_content_type", "auth_group", "wagtailcore_page"}
    if not needed <= set(connections[using].introspection.table_names()):
        return
    for config in installed.get_app_configs():
        create_permissions(config, verbosity=0, using=using, apps=apps)
    sync(using)
