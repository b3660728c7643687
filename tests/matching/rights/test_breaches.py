"""A breach: who saw what, one button that stops it, seventy-two hours, a register."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from matching.enums import PlacementStage
from matching.models import Breach
from psf.accounts.roles import Role
from psf.documents.content import PDF, Accepted
from psf.documents.enums import FileKind
from psf.documents.models import Blob, StoredFile
from psf.links.enums import LinkPurpose
from psf.links.models import Link
from psf.perimeter.access import Door, record_access_by, record_guest_access
from psf.perimeter.scope import perimeter
from tests.factories.accounts import UserFactory
from tests.factories.journey import journey
from tests.factories.links import link_to
from tests.factories.matching import YouthFactory

pytestmark = pytest.mark.django_db


def moment(at):
    return timezone.localtime(at).strftime("%d/%m/%Y %H:%M")


@pytest.fixture
def dpo(db):
    return UserFactory(roles=[Role.DPO], username="dpo")


@pytest.fixture
def wrong_recipient(two_services):
    """A profile whose link was opened by somebody, an hour ago."""
    service = two_services.saint_denis
    placement = journey(service, to=PlacementStage.SENT)
    with perimeter([service]):
        link = link_to(LinkPurpose.COMPANY, placement=placement, contact=placement.host_slot.tutor)
        record_guest_access(link.pk, "entreprise", [placement.youth], Door.LINK)
    return placement, link


def declare(client, **typed):
    now = timezone.now()
    data = {
        "kind": "wrong_recipient",
        "what": "Le lien est parti à une autre entreprise.",
        "happened_at": moment(now - timedelta(hours=2)),
        "known_at": moment(now - timedelta(hours=1)),
        **typed,
    }
    return client.post(reverse("rights:declare"), data, follow=True)


def only(service) -> Breach:
    with perimeter([service]):
        return Breach.objects.get()


def step(client, breach, name, **typed):
    text = {"cnil": "cnil_text", "personnes": "people_text"}.get(name)
    typed = {text: "Ce qui s'est passé."} | typed if text else typed
    url = reverse("rights:breach_step", args=[breach.code, name])
    return client.post(url, {f"{name}-{key}": value for key, value in typed.items()}, follow=True)


def test_the_dpo_handles_a_wrong_recipient_from_the_screens_alone(
    two_services, signed_in, dpo, wrong_recipient
):
    placement, link = wrong_recipient
    client = signed_in(dpo)
    page = declare(client, about=placement.code).content.decode()
    breach = only(two_services.saint_denis)
    assert breach.hours_left() == 70
    assert placement.youth.code in page and f"lien {link.pk}" in page
    assert placement.youth.last_name not in page
    step(client, breach, "arreter")
    with perimeter([two_services.saint_denis]):
        assert not Link.objects.alive().filter(youth=placement.youth_id).exists()
    breach = only(two_services.saint_denis)
    assert breach.facts["records"] == [placement.youth.code] and breach.stopped_by == dpo
    page = step(
        client,
        breach,
        "evaluer",
        people=1,
        consequences="Être contacté par un inconnu",
        measures="L'entreprise a confirmé l'effacement",
        risk="high",
    ).content.decode()
    for told in (
        "Conséquences probables",
        "Être contacté par un inconnu",
        "liens personnels retirés",
    ):
        assert told in page
    assert "Notifiez d&#x27;abord la CNIL" in step(client, breach, "clore").content.decode()
    assert only(two_services.saint_denis).closed_at is None
    step(client, breach, "cnil", cnil_told_at=moment(timezone.now()), cnil_reference="FR-1")
    step(
        client,
        breach,
        "personnes",
        people_told_on=timezone.localdate().strftime("%d/%m/%Y"),
        people_told_how="par téléphone",
    )
    step(client, breach, "clore")
    breach = only(two_services.saint_denis)
    assert breach.closed_at and breach.cnil_reference == "FR-1"
    assert breach.code in client.get(reverse("rights:breaches")).content.decode()


def test_each_link_says_whether_it_opens_and_one_alone_is_withdrawn(
    two_services, signed_in, dpo, wrong_recipient
):
    placement, wrong = wrong_recipient
    with perimeter([two_services.saint_denis]):
        youths = link_to(LinkPurpose.YOUTH, youth=placement.youth)
        contract = placement.offer.contract
        buyers = link_to(LinkPurpose.BUYER, contract=contract, buyer_contact=contract.contact)
        record_guest_access(buyers.pk, "acheteur", [placement.youth], Door.LINK)
    client = signed_in(dpo)
    declare(client, about=placement.code)
    breach = only(two_services.saint_denis)

    def post(name, **data):
        url = reverse("rights:breach_step", args=[breach.code, name])
        return client.post(url, data, follow=True).text

    def alive():
        with perimeter([two_services.saint_denis]):
            these = Link.objects.filter(pk__in=[wrong.pk, youths.pk, buyers.pk])
            return set(these.alive().values_list("pk", flat=True))

    assert "Retirez d&#x27;abord le lien" in post("noter")
    post("lien", link=wrong.pk)
    assert alive() == {youths.pk, buyers.pk}
    page = post("noter")
    breach = only(two_services.saint_denis)
    assert breach.stopped_by == dpo and breach.facts["withdrawn"] == 1
    assert "retiré le" in page and "tout un marché" in page
    page = post("arreter")
    assert alive() == {buyers.pk}
    assert "ne s'ouvre plus.</p>" not in page
    assert "n&#x27;est pas de ceux" in post("lien", link=wrong.pk)
    assert "n&#x27;est pas de ceux" in post("lien", link="9" * 5_000)
    page = post("lien", link=buyers.pk)
    assert not alive() and "Aucun lien personnel qui montre ce dossier" in page


def test_the_notices_are_corrected_then_kept_as_they_were_sent(
    two_services, signed_in, dpo, wrong_recipient
):
    placement, _ = wrong_recipient
    with (
        perimeter([two_services.saint_denis]),
        Blob.keeping(Accepted(b"%PDF-1.4 essai", PDF), scanned=False) as blob,
    ):
        StoredFile.objects.create(
            kind=FileKind.CV, blob=blob, attached=True, **placement.as_subject()
        )
    client = signed_in(dpo)
    declare(client, about=placement.code, what=f"le lien de {placement.code} est mal parti")
    breach = only(two_services.saint_denis)
    step(client, breach, "arreter")
    page = step(client, breach, "evaluer", people=1, consequences="être contacté", risk="high")
    letter = page.context["people"].initial["people_text"]
    told = page.context["notice"].initial["cnil_text"]
    assert "CV" in letter and "CV" in told and "santé" not in letter
    assert placement.code not in letter and "Être contacté." in letter
    assert not re.search(r"[.;] [a-zé]", letter.replace("cnil.fr", ""))
    assert placement.youth.code in page.text  # Whom to tell.
    draft = {"cnil-cnil_text": "Mes mots à la CNIL", "draft": "1"}
    client.post(reverse("rights:breach_step", args=[breach.code, "cnil"]), draft)
    breach = only(two_services.saint_denis)
    assert breach.cnil_text == "Mes mots à la CNIL" and breach.cnil_told_at is None
    step(
        client,
        breach,
        "cnil",
        cnil_text="Mes mots corrigés",
        cnil_told_at=moment(timezone.now()),
        cnil_reference="FR-1",
    )
    step(
        client,
        breach,
        "personnes",
        people_text="Nos mots à chacun",
        people_told_on=timezone.localdate().strftime("%d/%m/%Y"),
        people_told_how="lettre",
    )
    page = step(client, breach, "clore").text
    breach = only(two_services.saint_denis)
    assert breach.closed_at and breach.cnil_told_by == breach.people_told_by == dpo
    page += client.get(reverse("rights:breach_sheet", args=[breach.code])).text
    assert "Délai de 72 heures" in page
    for kept in ("Mes mots corrigés", "Nos mots à chacun", f"par {dpo}", "Délai :"):
        assert kept in page


def test_a_lost_device_closes_every_session_of_its_account(two_services, signed_in):
    client, lost = signed_in(two_services.coordinator), signed_in(two_services.tutor)
    youth = YouthFactory(service=two_services.saint_denis)
    with perimeter([two_services.saint_denis]):
        record_access_by(two_services.tutor, youth, Door.FORM)
    assert lost.get(reverse("wagtailadmin_home")).status_code == 200
    page = declare(client, kind="lost_device", account=two_services.tutor.username)
    assert youth.code in page.content.decode()
    step(client, only(two_services.saint_denis), "arreter")
    assert lost.get(reverse("wagtailadmin_home")).status_code == 302
    assert only(two_services.saint_denis).facts["records"] == [youth.code]


def test_an_account_of_another_service_is_out_of_reach(two_services, signed_in):
    page = declare(
        signed_in(two_services.coordinator),
        kind="lost_device",
        account=two_services.tutor_nice.username,
    )
    assert "Aucun compte de ce nom" in page.content.decode()
    with perimeter([two_services.saint_denis, two_services.nice]):
        assert not Breach.objects.exists()


def test_another_service_never_sees_it(two_services, signed_in, wrong_recipient):
    placement, _ = wrong_recipient
    declare(signed_in(two_services.coordinator), about=placement.code)
    code = only(two_services.saint_denis).code
    there = signed_in(two_services.coordinator_nice)
    assert code not in there.get(reverse("rights:breaches")).content.decode()
    assert there.get(reverse("rights:breach", args=[code])).status_code == 404
    page = declare(there, about=placement.code)
    assert "Aucun dossier de ce code" in page.content.decode()


def test_after_seventy_two_hours_the_notice_says_why(two_services, signed_in, dpo, wrong_recipient):
    placement, _ = wrong_recipient
    client = signed_in(dpo)
    long_ago = timezone.now() - timedelta(days=5)
    page = declare(
        client, about=placement.code, happened_at=moment(long_ago), known_at=moment(long_ago)
    ).content.decode()
    assert "72 heures passées" in page and "Motif du retard" in page
    breach = only(two_services.saint_denis)
    told = {"cnil_told_at": moment(timezone.now()), "cnil_reference": "FR-2"}
    assert "dit pourquoi" in step(client, breach, "cnil", **told).content.decode()
    step(client, breach, "cnil", **told, late_reason="Constat incertain")
    assert only(two_services.saint_denis).cnil_told_at


@pytest.mark.database
@pytest.mark.parametrize(
    "facts",
    [
        {"risk": ""},
        {"risk": "risk"},
        {"risk": "high", "cnil_told_at": timezone.now()},
    ],
)
def test_the_register_closes_nothing_that_is_not_told(two_services, facts):
    with (
        perimeter([two_services.saint_denis]),
        pytest.raises(IntegrityError),
        transaction.atomic(),
    ):
        Breach.objects.create(
            service=two_services.saint_denis,
            kind="other",
            what="Essai",
            happened_at=timezone.now(),
            recorded_by=two_services.coordinator,
            closed_at=timezone.now(),
            **facts,
        )


def test_tutors_note_a_breach_and_do_not_settle_it(two_services, signed_in, wrong_recipient):
    placement, link = wrong_recipient
    client = signed_in(two_services.tutor)
    declare(client, about=placement.code)
    breach = only(two_services.saint_denis)
    url = reverse("rights:breach_step", args=[breach.code, "arreter"])
    assert client.post(url).status_code in (302, 403)
    with perimeter([two_services.saint_denis]):
        assert Link.objects.get(pk=link.pk).is_alive()


def test_a_tutor_reports_a_breach_and_reads_none(two_services, signed_in, wrong_recipient):
    placement, _ = wrong_recipient
    tutor = signed_in(two_services.tutor)
    told = declare(tutor, about=placement.code)
    breach = only(two_services.saint_denis)
    assert breach.code in told.text and told.request["PATH_INFO"] == reverse("wagtailadmin_home")
    assert tutor.get(reverse("rights:breaches")).status_code in (302, 403)
    assert tutor.get(reverse("rights:breach", args=[breach.code])).status_code in (302, 403)


def test_whoever_signs_in_to_the_account_in_question_reads_nothing_of_it(two_services, signed_in):
    declare(
        signed_in(two_services.coordinator),
        kind="lost_device",
        account=two_services.coordinator.username,
    )
    breach = only(two_services.saint_denis)
    client = signed_in(two_services.coordinator)
    assert breach.code not in client.get(reverse("rights:breaches")).text
    assert client.get(reverse("rights:breach", args=[breach.code])).status_code == 404


def test_no_day_of_a_breach_comes_before_it_was_known_and_each_is_corrected(
    two_services, signed_in, dpo, wrong_recipient
):
    placement, _ = wrong_recipient
    client = signed_in(dpo)
    declare(client, about=placement.code)
    breach = only(two_services.saint_denis)
    step(client, breach, "evaluer", people=1, consequences="Peu", risk="high")
    # It was known an hour ago: at half past midnight, that is yesterday.
    before = timezone.now() - timedelta(days=2)
    day = timezone.localdate(before).strftime("%d/%m/%Y")
    for name, typed in (
        ("cnil", {"cnil_told_at": moment(before), "cnil_reference": "FR-1"}),
        ("personnes", {"people_told_on": day, "people_told_how": "lettre"}),
    ):
        assert "avant que la violation soit connue" in step(client, breach, name, **typed).text
    for reference in ("FR-1", "FR-2"):
        typed = {"cnil_told_at": moment(timezone.now()), "cnil_reference": reference}
        step(client, breach, "cnil", **typed)
    assert only(two_services.saint_denis).cnil_reference == "FR-2"


def test_the_home_of_the_dpo_says_what_waits(two_services, signed_in, dpo, wrong_recipient):
    placement, _ = wrong_recipient
    client = signed_in(dpo)
    declare(client, about=placement.code)
    breach = only(two_services.saint_denis)
    home = client.get(reverse("wagtailadmin_home")).text
    assert breach.code in home and "h pour la CNIL" in home
    assert "pas décidées" in home and placement.youth.last_name not in home
