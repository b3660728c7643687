"""The site, its home page and the editorial workflow: what a fresh database starts with.

The data migration and the tests call `load`; a flush (TransactionTestCase) empties these tables.
It never rewrites what an editor changed.
"""

from urllib.parse import urlsplit

from django.apps import apps as current_apps
from django.conf import settings

from home.first_content import SEARCH_DESCRIPTION, TEXTS, TITLE
from psf.accounts.roles import Role

# Wagtail's first migrations made these.
WAGTAIL_WELCOME = "Welcome to your new Wagtail site!"
WAGTAIL_WORKFLOW = "Moderators approval"

WORKFLOW = "Relecture puis publication"
# In order: the name of the task, and the group that approves it.
TASKS = (("Relecture", Role.REVIEWER), ("Publication", Role.PUBLISHER))


def load(apps=current_apps):
    """Create what is missing: root page, home page, default site, editorial workflow.

    `apps` is the registry to take the models from: a migration gives its own. With the current
    models, groups get their permissions on the pages again.
    """
    locale = _locale(apps)
    root = _root_page(apps, locale)
    _root_collection(apps)
    _site(apps, _home_page(apps, root, locale))
    _editorial_workflow(apps, root)
    if apps is current_apps:
        from psf.accounts.permissions import sync

        sync()


def _locale(apps):
    return apps.get_model("wagtailcore", "Locale").objects.get_or_create(
        language_code=settings.LANGUAGE_CODE
    )[0]


def content_type(apps, app_label, model):
    return apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app_label, model=model
    )[0]


def _root_page(apps, locale):
    pages = apps.get_model("wagtailcore", "Page").objects
    return pages.filter(depth=1).first() or pages.create(
        path="0001",
        depth=1,
        numchild=0,
        title="Root",
        draft_title="Root",
        slug="root",
        url_path="/",
        content_type=content_type(apps, "wagtailcore", "page"),
        locale=locale,
    )


def _root_collection(apps):
    collections = apps.get_model("wagtailcore", "Collection").objects
    if not collections.filter(depth=1).exists():
        collections.create(path="0001", depth=1, numchild=0, name="Root")


def _home_page(apps, root, locale):
    """Return the home page, made in the place of Wagtail's welcome page.

    The tree is written as the migrations of Wagtail write it: they lack treebeard's methods.
    """
    homes = apps.get_model("home", "HomePage").objects
    if home := homes.first():
        return home
    pages = apps.get_model("wagtailcore", "Page").objects
    pages.filter(depth=2, title=WAGTAIL_WELCOME).delete()
    last = pages.filter(depth=2).order_by("path").last()
    home = homes.create(
        path=root.path + (f"{int(last.path[-4:]) + 1:04d}" if last else "0001"),
        depth=2,
        numchild=0,
        title=TITLE,
        draft_title=TITLE,
        seo_title=settings.WAGTAIL_SITE_NAME,
        search_description=SEARCH_DESCRIPTION,
        slug="accueil",
        url_path="/accueil/",
        content_type=content_type(apps, "home", "homepage"),
        locale=locale,
        **TEXTS,
    )
    pages.filter(pk=root.pk).update(numchild=pages.filter(depth=2).count())
    return home


def _site(apps, home):
    sites = apps.get_model("wagtailcore", "Site").objects
    if sites.filter(is_default_site=True).exists():
        return
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    sites.create(
        hostname=address.hostname,
        port=address.port or (443 if address.scheme == "https" else 80),
        site_name=settings.WAGTAIL_SITE_NAME,
        root_page_id=home.pk,
        is_default_site=True,
    )


def _editorial_workflow(apps, root):
    """A page is read over by a Relecteur, then published by a Publicateur."""
    workflows = apps.get_model("wagtailcore", "Workflow").objects
    if workflows.filter(name=WORKFLOW).exists():
        return
    workflows.filter(name=WAGTAIL_WORKFLOW).delete()
    apps.get_model("wagtailcore", "Task").objects.filter(name=WAGTAIL_WORKFLOW).delete()

    workflow = workflows.create(name=WORKFLOW, active=True)
    for order, (name, role) in enumerate(TASKS):
        task = apps.get_model("wagtailcore", "GroupApprovalTask").objects.create(
            name=name,
            active=True,
            content_type=content_type(apps, "wagtailcore", "groupapprovaltask"),
        )
        groups = apps.get_model("auth", "Group").objects
        task.groups.add(groups.get_or_create(name=role.value)[0])
        apps.get_model("wagtailcore", "WorkflowTask").objects.create(
            workflow=workflow, task_id=task.pk, sort_order=order
        )
    apps.get_model("wagtailcore", "WorkflowPage").objects.create(workflow=workflow, page_id=root.pk)
