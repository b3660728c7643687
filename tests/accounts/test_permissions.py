"""Groups hold exactly what the table says."""

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from psf.accounts.permissions import COLLECTION_ACTIONS, CONSERVE, PAGE_ACTIONS, TABLE, sync
from psf.accounts.roles import EDITORIAL, SEES_PERSONS, Role

pytestmark = pytest.mark.django_db


def held(role):
    labels = Permission.objects.filter(group__name=role.value).values_list(
        "content_type__app_label", "codename"
    )
    return {f"{app}.{codename}" for app, codename in labels}


def test_the_table_names_only_permissions_that_exist():
    assert sync() == []


@pytest.mark.parametrize("role", Role)
def test_after_migrations_each_group_holds_exactly_its_row(role):
    assert held(role) == set(TABLE[role])


def test_roles_are_the_only_groups():
    assert set(Group.objects.values_list("name", flat=True)) == set(Role.values)


def test_nobody_may_delete():
    assert not [label for labels in TABLE.values() for label in labels if ".delete_" in label]


@pytest.mark.parametrize("role", set(Role) - SEES_PERSONS)
def test_roles_that_see_no_person_hold_no_permission_on_persons(role):
    # Requests and breaches by their code; one at a time in its own service, logged.
    answered = ("rightsrequest", "breach") if role == Role.DPO else ()
    on_persons = {
        label
        for label in TABLE[role]
        if label.startswith(("matching.", "workflow.view"))
        and not label.endswith(
            ("view_statistics", "policy", "watchedwords", "notice", "manifest", *answered)
        )
    }
    if role == Role.DPO:  # By code; an archive is opened one file at a time, with a reason.
        on_persons -= set(CONSERVE)
    assert on_persons == set()


def test_synchronising_again_changes_nothing_and_repairs_what_was_changed():
    group = Group.objects.get(name=Role.TUTOR)
    group.permissions.clear()
    GroupPagePermission.objects.all().delete()
    sync()
    sync()
    assert held(Role.TUTOR) == set(TABLE[Role.TUTOR])
    assert GroupPagePermission.objects.filter(group__name=Role.PUBLISHER).count() == len(
        PAGE_ACTIONS[Role.PUBLISHER]
    )


def test_groups_come_back_after_a_flush():
    Group.objects.all().delete()
    sync()
    assert set(Group.objects.values_list("name", flat=True)) == set(Role.values)


@pytest.mark.parametrize("role", EDITORIAL)
def test_editors_work_on_the_whole_tree(role):
    root = Page.get_first_root_node()
    pages = GroupPagePermission.objects.filter(group__name=role, page=root)
    assert {p.permission.codename.removesuffix("_page") for p in pages} == set(PAGE_ACTIONS[role])
    files = GroupCollectionPermission.objects.filter(
        group__name=role, collection=Collection.get_first_root_node()
    )
    assert files.count() == 2 * len(COLLECTION_ACTIONS[role])
