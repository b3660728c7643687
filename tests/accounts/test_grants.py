"""Nobody gives themselves a perimeter, by no door; every perimeter ends with a school year."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from psf.accounts import leaver
from psf.accounts.grants.rules import GrantRefused, confirm, refuse
from psf.accounts.models import AccountLogEntry, Invitation
from psf.accounts.roles import Role
from psf.french.days import numeric
from psf.perimeter.models import PerimeterGrant
from psf.perimeter.models.grants import end_by_default
from tests.refusals import Refusal, assert_refused

pytestmark = [pytest.mark.django_db, pytest.mark.database]
GRANTS = "/admin/perimetres/"


def form(user, **fields):
    return {
        "user": user.pk,
        "starts_on": str(timezone.localdate()),
        "ends_on": "",
        "reason": "Dépannage",
        **fields,
    }


@pytest.fixture
def pending(administrator, territory):
    """Asked by an administrator for themselves, on the screen."""
    answer = administrator.client.post(
        f"{GRANTS}new/", form(administrator, academy=territory.creteil.pk), follow=True
    )
    assert "Un autre administrateur confirme" in answer.content.decode()
    return PerimeterGrant.objects.get(user=administrator)


def opened_by_invitation_of(inviter, account):
    invitation = Invitation(
        first_name="A",
        last_name="B",
        email=f"invitation{account.pk}@exemple.fr",
        roles=[],
        invited_by=inviter,
        accepted_at=timezone.now(),
        accepted_by=account,
    )
    invitation.renew()
    invitation.save()


def services_of(user):
    return PerimeterGrant.objects.services_of(user)


# Asked for, then confirmed


def test_a_perimeter_for_oneself_shows_nothing_until_another_confirms(
    pending, administrator, make_user, sign_in, territory, client
):
    assert (pending.asked_by, pending.granted_by) == (administrator, None)
    assert services_of(administrator) == []
    page = administrator.client.get(GRANTS).content.decode()
    assert "à confirmer" in page
    address = reverse("accounts_grant_confirm", args=[pending.pk])
    assert address not in page
    client.logout()
    other = make_user(Role.ADMINISTRATOR)
    sign_in(other)
    assert "1 périmètre à confirmer" in client.get("/admin/").content.decode()
    assert address in client.get(GRANTS).content.decode()
    asked = client.get(address).content.decode()
    assert f"{administrator} : {territory.creteil}, jusqu’au" in asked and "Dépannage" in asked
    assert services_of(administrator) == []
    client.post(address)
    pending.refresh_from_db()
    assert pending.granted_by == other
    assert territory.s93.pk in services_of(administrator)
    entry = AccountLogEntry.objects.get(action="accounts.confirm_grant")
    assert entry.user == other


def test_who_asked_confirms_neither_on_screen_nor_by_its_address(pending, administrator):
    address = reverse("accounts_grant_confirm", args=[pending.pk])
    for method in (administrator.client.get, administrator.client.post):
        assert method(address).status_code == 302
    with pytest.raises(GrantRefused):
        confirm(pending, administrator)
    assert services_of(administrator) == []


def test_a_second_administrator_may_refuse_and_it_is_over(pending, make_user, sign_in, client):
    client.logout()
    sign_in(make_user(Role.ADMINISTRATOR))
    client.post(reverse("accounts_grant_refuse", args=[pending.pk]))
    pending.refresh_from_db()
    assert pending.state == "refusé"
    assert client.post(reverse("accounts_grant_confirm", args=[pending.pk])).status_code == 404
    assert services_of(pending.user) == []


@pytest.mark.parametrize(
    "twin",
    [
        {"first_name": "camille", "last_name": "ESSAI-TWIN"},
        {"first_name": "Cam\u200bille", "last_name": "Essai\u00ad-\u2060Twin"},
        {"first_name": "Essai Twin", "last_name": "Camille"},
        {"email": "moi+2@exemple.fr"},
        {"email": "mo\u200di@exemple.fr"},
    ],
    ids=["same name", "invisible", "turned round", "same mailbox", "invisible mailbox"],
)
def test_a_second_account_of_ones_own_neither_confirms_nor_gives(
    make_user, territory, sign_in, twin
):
    one = make_user(Role.ADMINISTRATOR, email="moi@exemple.fr")
    one.last_name = "Essai-Twin"
    one.save()
    two = make_user(Role.ADMINISTRATOR)
    for name, value in twin.items():
        setattr(two, name, value)
    two.save()
    grant = PerimeterGrant.objects.create(
        user=one, academy=territory.creteil, asked_by=one, reason="Essai"
    )
    with pytest.raises(GrantRefused):
        confirm(grant, two)
    sign_in(two).post(f"{GRANTS}new/", form(one, academy=territory.nice.pk))
    assert PerimeterGrant.objects.get(academy=territory.nice).is_pending
    assert services_of(one) == []


def test_an_account_that_ones_invitation_opened_does_not_confirm_however_far(
    make_user, territory, sign_in
):
    one, puppet, far = (make_user(Role.ADMINISTRATOR) for _ in range(3))
    opened_by_invitation_of(one, puppet)
    opened_by_invitation_of(puppet, far)
    grant = PerimeterGrant.objects.create(
        user=one, academy=territory.creteil, asked_by=one, reason="Essai"
    )
    for account in (puppet, far):
        with pytest.raises(GrantRefused):
            confirm(grant, account)
    sign_in(far).post(f"{GRANTS}new/", form(one, academy=territory.nice.pk))
    given = PerimeterGrant.objects.get(academy=territory.nice)
    with pytest.raises(GrantRefused):
        confirm(given, puppet)
    assert services_of(one) == []
    confirm(given, make_user(Role.ADMINISTRATOR))
    assert territory.s06.pk in services_of(one)


@pytest.mark.parametrize("role", [Role.ACADEMIC, Role.REGIONAL, Role.DPO, Role.NATIONAL])
def test_only_who_may_grant_confirms(pending, make_user, sign_in, client, territory, role):
    client.logout()
    sign_in(make_user(role, place=territory.idf))
    assert_refused(
        client.get(reverse("accounts_grant_confirm", args=[pending.pk])), Refusal.BACK_HOME
    )
    client.post(reverse("accounts_grant_confirm", args=[pending.pk]))
    pending.refresh_from_db()
    assert pending.is_pending


# Other doors


def test_an_invitation_for_oneself_is_refused(administrator, territory):
    for fields in (
        {"email": administrator.email.replace("@", "+essai@")},
        {"first_name": administrator.first_name, "last_name": administrator.last_name.upper()},
    ):
        answer = administrator.client.post(
            "/admin/invitations/new/",
            {
                "first_name": "Autre",
                "last_name": "Nom",
                "email": "ailleurs@exemple.fr",
                "roles": [Role.TUTOR.value],
                "academy": territory.creteil.pk,
                "starts_on": str(timezone.localdate()),
                **fields,
            },
        )
        assert "Cette invitation porte votre nom ou votre adresse" in answer.content.decode()
    assert not Invitation.objects.exists()


def test_an_invitation_gives_no_more_than_its_sender_still_holds(make_user, territory):
    academic = make_user(Role.ACADEMIC, place=territory.creteil)
    invitation = Invitation(
        first_name="A",
        last_name="B",
        email="a@exemple.fr",
        roles=[Role.TUTOR],
        academy=territory.creteil,
        invited_by=academic,
    )
    invitation.renew()
    invitation.save()
    invitation.check_open()
    academic.perimeter_grants.update(ends_on=timezone.localdate())
    with pytest.raises(Exception, match="n’est plus valable"):
        invitation.check_open()


def test_the_end_of_a_perimeter_is_never_moved_later_on_screen(administrator, make_user, territory):
    """Whoever holds one, the administrator included."""
    grant = make_user(Role.TUTOR, place=territory.s93).perimeter_grants.get()
    later = grant.ends_on + timedelta(days=1)
    answer = administrator.client.post(f"{GRANTS}edit/{grant.pk}/", {"ends_on": str(later)})
    assert "ne s’allonge pas" in answer.content.decode()


def test_a_departure_gives_the_successor_no_perimeter_and_closes_what_was_asked(
    make_user, territory
):
    leaving = make_user(Role.TUTOR, place=territory.s93)
    academic = make_user(Role.ACADEMIC, place=territory.creteil)
    asked = PerimeterGrant.objects.create(
        user=leaving, academy=territory.nice, asked_by=leaving, reason="Essai"
    )
    before = PerimeterGrant.objects.filter(user=academic).count()
    assert territory.s06.pk not in leaver.services_ever_of(leaving)
    leaver.close(leaving, academic, academic)
    assert PerimeterGrant.objects.filter(user=academic).count() == before
    asked.refresh_from_db()
    assert asked.state == "refusé"


def test_an_absence_opens_nothing_that_the_substitute_does_not_hold(make_user, territory, sign_in):
    tutor = make_user(Role.TUTOR, place=territory.s93)
    academic = make_user(Role.ACADEMIC, place=territory.nice)
    day = str(timezone.localdate() + timedelta(days=3))
    sign_in(academic).post(
        "/admin/absences/new/",
        {"user": tutor.pk, "substitute": academic.pk, "starts_on": day, "ends_on": day},
    )
    assert territory.s93.pk not in services_of(academic)
    assert academic.stands_in_for == [academic.pk]


# The database


def written(**fields):
    return PerimeterGrant.objects.create(reason="Essai", **fields)


def test_the_database_refuses_what_one_person_gives_themselves(make_user, territory):
    one, two = make_user(Role.ADMINISTRATOR), make_user(Role.ADMINISTRATOR)
    with pytest.raises(IntegrityError, match="not_given_to_oneself"), transaction.atomic():
        written(user=one, academy=territory.creteil, granted_by=one)
    asked = written(user=one, academy=territory.creteil, asked_by=two)
    for by, rule in ((two, "confirmed_by_another"), (one, "not_given_to_oneself")):
        with pytest.raises(IntegrityError, match=rule), transaction.atomic():
            PerimeterGrant.objects.filter(pk=asked.pk).update(granted_by=by)


@pytest.mark.parametrize(
    "change",
    [
        {"ends_on": date(2099, 1, 1)},
        {"asked_by": None},
        {"granted_by": None},
        {"user": "other"},
        {"academy": "nice"},
    ],
    ids=str,
)
def test_the_database_never_rewrites_a_perimeter(make_user, territory, change):
    tutor, other = make_user(Role.TUTOR), make_user(Role.TUTOR)
    giver, asker = make_user(Role.ADMINISTRATOR), make_user(Role.ADMINISTRATOR)
    values = {"other": other, "nice": territory.nice}
    change = {name: values.get(value, value) for name, value in change.items()}
    grant = written(user=tutor, academy=territory.creteil, asked_by=asker)
    PerimeterGrant.objects.filter(pk=grant.pk).update(granted_by=giver)
    with pytest.raises(IntegrityError), transaction.atomic():
        PerimeterGrant.objects.filter(pk=grant.pk).update(**change)


def test_a_pending_perimeter_does_not_become_a_given_one_by_forgetting_who_asked(
    make_user, territory
):
    one = make_user(Role.ADMINISTRATOR)
    grant = written(user=one, academy=territory.creteil, asked_by=one)
    with pytest.raises(IntegrityError), transaction.atomic():
        PerimeterGrant.objects.filter(pk=grant.pk).update(asked_by=None)
    assert services_of(one) == []


# The end


@pytest.mark.parametrize(
    ("starts_on", "end"),
    [
        (date(2026, 9, 1), date(2027, 8, 31)),
        (date(2026, 12, 31), date(2027, 8, 31)),
        (date(2027, 8, 31), date(2027, 8, 31)),
        (date(2027, 1, 31), date(2027, 8, 31)),
    ],
)
def test_a_perimeter_ends_with_the_school_year_whoever_writes_it(
    make_user, territory, starts_on, end
):
    """Django, then SQL that leaves the end empty as the release before did."""
    assert end_by_default(starts_on) == end
    one, two, three = (make_user(Role.TUTOR) for _ in range(3))
    assert written(user=one, service=territory.s93, starts_on=starts_on).ends_on == end
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into perimeter_perimetergrant"
            " (user_id, service_id, starts_on, ends_on, reason, created_at)"
            " values (%s, %s, %s, null, 'Essai', now()) returning ends_on",
            [two.pk, territory.s93.pk, starts_on],
        )
        assert cursor.fetchone()[0] == end
    with pytest.raises(IntegrityError, match="its school year"), transaction.atomic():
        written(
            user=three,
            service=territory.s93,
            starts_on=starts_on,
            ends_on=end + timedelta(days=1),
        )


def test_the_31_august_after_the_next_one_is_refused_in_words(administrator, make_user, territory):
    tutor, latest = make_user(Role.TUTOR), end_by_default()
    typed = form(tutor, service=territory.s93.pk, ends_on=str(latest + timedelta(days=1)))
    answer = administrator.client.post(f"{GRANTS}new/", typed)
    assert f"Au plus tard le {numeric(latest)}" in answer.content.decode()
    assert not tutor.perimeter_grants.exists()


def test_nobody_holds_a_perimeter_twice_at_once(administrator, make_user, territory):
    """Said in words, and held by the database whoever writes."""
    tutor = make_user(Role.TUTOR, place=territory.s93)
    held = tutor.perimeter_grants.get()
    answer = administrator.client.post(f"{GRANTS}new/", form(tutor, service=territory.s93.pk))
    assert f"a déjà ce périmètre du {numeric(held.starts_on)}" in answer.content.decode()
    with pytest.raises(IntegrityError, match="once at a time"), transaction.atomic():
        written(user=tutor, service=territory.s93)
    administrator.client.post(f"{GRANTS}new/", form(tutor, service=territory.s06.pk))
    after = held.ends_on + timedelta(days=1)
    written(user=tutor, service=territory.s93, starts_on=after)
    assert tutor.perimeter_grants.count() == 3


def test_what_was_refused_may_be_asked_for_again(make_user, territory):
    one, two = make_user(Role.ADMINISTRATOR), make_user(Role.ADMINISTRATOR)
    asked = written(user=one, academy=territory.creteil, asked_by=one)
    refuse(asked, two)
    assert written(user=one, academy=territory.creteil, asked_by=one).is_pending


def test_a_perimeter_until_2099_is_refused_in_words(administrator, make_user, territory):
    tutor = make_user(Role.TUTOR)
    for user in (administrator, tutor):
        answer = administrator.client.post(
            f"{GRANTS}new/", form(user, academy=territory.creteil.pk, ends_on="2099-12-31")
        )
        assert "un périmètre plus long se renouvelle" in answer.content.decode()
    assert not PerimeterGrant.objects.filter(academy=territory.creteil).exists()


def test_an_empty_end_is_the_next_31_august(administrator, make_user, territory):
    tutor = make_user(Role.TUTOR)
    administrator.client.post(f"{GRANTS}new/", form(tutor, service=territory.s93.pk))
    assert tutor.perimeter_grants.get().ends_on == end_by_default()
    page = administrator.client.get(f"{GRANTS}new/")
    assert page.context["form"].initial["ends_on"] == end_by_default()


def test_perimeters_that_end_within_30_days_are_found(administrator, make_user, territory):
    today = timezone.localdate()
    for days, name in ((10, "bientot"), (45, "plus.tard"), (-3, "fini")):
        user = make_user(Role.TUTOR, username=name)
        written(
            user=user,
            service=territory.s93,
            starts_on=today - timedelta(days=60),
            ends_on=today + timedelta(days=days),
        )
    people = administrator.client.get(f"{GRANTS}?state=soon").context["object_list"]
    assert [grant.user.username for grant in people] == ["bientot"]
