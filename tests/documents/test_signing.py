"""Everybody signs one frozen convention by link; new dates give these signatures up."""

from datetime import timedelta
from html import unescape

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from matching.enums import Party, PlacementStage
from matching.models import PlacementPeriod, Signature
from matching.placements.signing import convention_to_sign
from matching.placements.signing_by_link import sign_by_link
from matching.placements.workflow import PLACEMENTS
from matching.ranking.calendar import proposed_period
from offers.models import CompanyContact, CompanyContactAddress
from psf.links import codes
from psf.links.enums import LinkPurpose
from psf.links.models import Link
from psf.messaging.models import Message
from psf.perimeter.scope import perimeter
from psf.quantities.telephones import mobile
from psf.workflow.errors import Refused
from psf.workflow.models import Action
from tests.documents.test_producing import text_of
from tests.factories.links import link_to, say
from tests.factories.territories import SchoolFactory
from tests.matching.file.moves import schedule_of

pytestmark = pytest.mark.django_db
Stage = PlacementStage


@pytest.fixture
def placement(file_at, two_services, today):
    """At the convention, its dates fixed, inside the perimeter for the length of the test."""
    placement = file_at(Stage.CONVENTION)
    with perimeter([two_services.saint_denis]):
        period = proposed_period(placement, today + timedelta(days=7))
        row = PlacementPeriod(
            starts_on=period.start,
            ends_on=period.end,
            days=list(period.days),
            day_start=period.day_start,
            day_end=period.day_end,
            break_minutes=period.break_minutes,
        )
        PLACEMENTS.perform(
            placement,
            "schedule",
            by=two_services.tutor,
            data={"periods": [row], "school": SchoolFactory()},
        )
        yield placement


def sign(placement, party=Party.COMPANY, name="Alix Exemple"):
    """Sign by a link of one's own, with the code that was sent to its address."""
    contact = placement.host_slot.tutor
    about = {"placement": placement, "party": party, "contact": contact}
    link = link_to(LinkPurpose.SIGN, address="alix@exemple.fr", **about)
    codes.renew(link)
    return sign_by_link(
        placement, party, name=name, link=link, code=link.code, request_ip_hash="a" * 64
    )


def test_each_signature_keeps_its_proof_and_all_sign_the_same_document(placement, seen):
    first, second = sign(placement), sign(placement, Party.SCHOOL, "  Claude   Exemple ")
    document = convention_to_sign(placement)
    assert first.document_sha256 == second.document_sha256 == document.blob.sha256
    assert (first.medium, first.signatory) == ("link", "Alix Exemple")
    assert Link.objects.get(digest__startswith=first.link_key).party == Party.COMPANY
    assert second.signatory == "Claude Exemple" and second.signed_at and not second.recorded_by
    assert placement.youth.last_name in text_of(document.blob.content())
    event = placement.events.filter(name="sign").latest("pk")
    assert (event.guest, event.on_behalf_of, event.by) == ("school", "", None)
    assert not Action.objects.open().filter(placement=placement, verb__in=["sign_school"]).exists()


def test_the_document_stays_as_it_was_signed_whatever_changes_around_it(placement):
    signature = sign(placement)
    placement.offer.company.name = "Autre nom"
    placement.offer.company.save()
    assert sign(placement, Party.YOUTH, "Jo Exemple").document_sha256 == signature.document_sha256


def test_without_dates_nobody_signs_and_it_is_said_why(file_at, two_services):
    bare = file_at(Stage.CONVENTION)
    with perimeter([two_services.saint_denis]), pytest.raises(Refused, match="emploi du temps"):
        sign(bare)


def main_button(client, placement) -> str:
    page = BeautifulSoup(client.get(f"/admin/suivi/{placement.code}/").content, "html.parser")
    cards = page.find(id="maintenant").select(".work-card")
    signing = next(card for card in cards if "Faire signer" in card.h3.get_text())
    return signing.select_one(".work-steps .button").get_text(strip=True)


def test_the_convention_is_to_be_sent_before_signatures_are_to_be_noted(tutor, placement):
    assert main_button(tutor, placement) == "Envoyer la convention à signer"
    PLACEMENTS.perform(placement, "ask_signatures", by=placement.tutor)
    assert main_button(tutor, placement) == "Enregistrer des signatures"


@pytest.fixture
def reached(placement):
    """Somebody at the company's who has an address, and signs as company tutor."""
    say(placement.host_slot.tutor, placement.service_id, email="claude.essai@exemple.fr")
    return placement.host_slot.tutor


def screen(client, placement):
    page = client.get(f"/admin/suivi/{placement.code}/ask_signatures/")
    assert page.status_code == 200
    return BeautifulSoup(page.content, "html.parser")


def said_of_each(page) -> dict[str, str]:
    """What the screen says of each party, by its role."""
    rows = page.select("[aria-labelledby=qui-recoit-quoi] dl > div")
    return {row.dt.get_text(strip=True): row.dd.get_text(" ", strip=True) for row in rows}


def test_before_it_leaves_one_reads_who_receives_what(tutor, placement, reached):
    sign(placement, Party.COMPANY)
    page = screen(tutor, placement)
    said = said_of_each(page)
    youth, guardian = placement.youth, placement.youth.guardians.get()
    assert set(said) == {
        "Établissement",
        "Jeune",
        "Tuteur entreprise",
        "Tuteur pédagogique",
        "Représentant légal",
    }
    by_sms = "Son lien à signer, par SMS :"
    assert f"{youth.full_name} {by_sms} {youth.phone}" in said["Jeune"]
    assert f"{by_sms} {guardian.phone}" in said["Représentant légal"]
    to_host = f"{reached.name} Son lien à signer : claude.essai@exemple.fr"
    assert to_host in said["Tuteur entreprise"]
    assert str(placement.school) in said["Établissement"]
    assert "Remise en main propre" in said["Établissement"]
    assert "Signe depuis son compte" in said["Tuteur pédagogique"]
    assert [each.get_text(" ", strip=True) for each in page.select(".help-warning")] == []
    assert not Message.objects.filter(placement=placement, kind__endswith="_sign").exists()


def test_who_receives_what_is_what_leaves(tutor, placement, reached):
    written = {
        text.split(" : ")[-1]
        for text in said_of_each(screen(tutor, placement)).values()
        if "Son lien" in text
    }
    answer = tutor.post(f"/admin/suivi/{placement.code}/ask_signatures/", {"text": ""})
    assert answer.status_code == 302
    messages = Message.objects.filter(
        placement=placement, kind__endswith="_sign", link__isnull=False
    )
    assert {mobile(message.address) or message.address for message in messages} == {
        mobile(way) or way for way in written
    }
    assert written


@pytest.mark.parametrize(
    "lack", ["no address", "bounced", "withdrawn", "withdrawn from the youth", "nobody"]
)
def test_whom_no_link_reaches_is_said_before_the_button(
    tutor, placement, reached, two_services, lack
):
    guardian = placement.youth.guardians.get()
    named, role = str(reached.name), "tuteur entreprise"
    if lack == "no address":
        guardian.email = guardian.phone = ""
        guardian.save()
        named, role = f"{guardian.first_name} {guardian.last_name}", "représentant légal"
    elif lack == "bounced":
        reached.addresses.filter(service=placement.service).update(bounced_on="2026-11-01")
    elif lack == "withdrawn":
        about = {"placement": placement, "party": Party.COMPANY_TUTOR, "contact": reached}
        link = link_to(LinkPurpose.SIGN, **about)
        Link.objects.filter(pk=link.pk).revoke(by=two_services.coordinator)
    elif lack == "withdrawn from the youth":
        named, role = placement.youth.full_name, "jeune"
        link = link_to(LinkPurpose.YOUTH, placement=placement, youth=placement.youth)
        Link.objects.filter(pk=link.pk).revoke(by=two_services.coordinator)
    else:
        named, role = "", "entreprise"
        gone = {"left_on": timezone.localdate()}
        CompanyContact.objects.filter(company=placement.offer.company).update(**gone)
        CompanyContactAddress.objects.filter(service=placement.service).update(**gone)
    page = screen(tutor, placement)
    (warning,) = page.select(".help-warning")
    assert (f"{named} ({role})" if named else role) in warning.get_text(" ", strip=True)
    words = said_of_each(page)[role.capitalize()]
    assert ("lien a été retiré" if "withdrawn" in lack else "rien ne part") in words
    button = page.select_one(".work-submit button")
    assert warning.sourceline < button.sourceline
    tutor.post(f"/admin/suivi/{placement.code}/ask_signatures/", {"text": ""})
    party = next(each for each in Party if each.label == role)
    assert not Link.objects.filter(placement=placement, party=party).alive().exists()


def test_one_signs_once_under_a_name_and_for_oneself(placement):
    sign(placement)
    with pytest.raises(Refused):
        sign(placement)
    with pytest.raises(Refused, match="prénom"):
        sign(placement, Party.SCHOOL, " x ")
    with pytest.raises(Refused, match="depuis son compte"):
        sign(placement, Party.TUTOR)
    with pytest.raises(Refused):
        sign(placement, Party.SUBCONTRACTOR)
    assert Signature.objects.filter(placement=placement).count() == 1


def test_new_dates_warn_then_give_the_signatures_by_link_up(tutor, placement, seen):
    sign(placement)
    frozen = convention_to_sign(placement)
    address = f"/admin/suivi/{placement.code}/schedule/"
    warning = "Déjà signé par lien : entreprise. Ces signatures seront annulées."
    assert warning in unescape(tutor.get(address).content.decode())
    typed = schedule_of(placement)
    answer = tutor.post(address, typed)
    assert answer.status_code == 200 and warning in unescape(answer.content.decode())
    assert Signature.objects.filter(placement=placement).exists()
    assert tutor.post(address, {**typed, "void_signatures": "on"}).status_code == 302
    assert not Signature.objects.filter(placement=placement).exists()
    assert Action.objects.open().filter(placement=placement, verb="sign_company").exists()
    again = convention_to_sign(placement)
    assert again.pk != frozen.pk


def test_undoing_the_new_dates_brings_the_signatures_back(tutor, placement, two_services):
    before = sign(placement)
    frozen = convention_to_sign(placement)
    typed = {**schedule_of(placement), "void_signatures": "on"}
    tutor.post(f"/admin/suivi/{placement.code}/schedule/", typed)
    PLACEMENTS.undo(placement, by=two_services.coordinator, text="Erreur de date")
    after = Signature.objects.get(placement=placement)
    assert (after.signatory, after.signed_at) == (before.signatory, before.signed_at)
    assert convention_to_sign(placement).pk == frozen.pk


def test_paper_and_link_go_together_up_to_the_first_day(placement, two_services, seen):
    sign(placement)
    sign(placement, Party.SCHOOL, "Claude Exemple")
    PLACEMENTS.perform(
        placement,
        "sign",
        by=two_services.tutor,
        data={"parties": seen(placement).missing_signatures, "signed_on": placement.accepted_on},
    )
    assert seen(placement).missing_signatures == []


def test_the_frozen_convention_is_not_taken_out_by_hand(tutor, placement):
    sign(placement)
    frozen = convention_to_sign(placement)
    address = f"/admin/suivi/{placement.code}/documents/{frozen.pk}/retirer/"
    answer = tutor.post(address, {"reason": "Essai"})
    assert "ne se retire pas" in unescape(answer.content.decode())
    assert convention_to_sign(placement).pk == frozen.pk
