"""Companies: entered once, their contacts kept true, duplicates merged."""

import pytest
from django.utils import timezone

from offers.forms import MergeForm
from offers.models import Company, CompanyContact, HostSlot
from psf.workflow.models import Event
from tests.factories.offers import (
    CompanyContactFactory,
    CompanyFactory,
    ContractFactory,
    HostSlotFactory,
    OfferFactory,
)
from tests.factories.territories import commune
from tests.offers.conftest import count_queries, formset, url

pytestmark = pytest.mark.django_db
WITH_KEY = "73282932000074"


def company_data(contacts=(), initial=0, **fields):
    return {
        "name": "Nettoyage du Nord",
        "siret": "",
        "activity": "Propreté",
        "address": "1 rue de l'Essai",
        "commune": commune("93066").pk,
        **formset("contacts", contacts, initial),
    } | fields


def contact_data(**fields):
    return {
        "id": "",
        "name": "Dominique Essai",
        "role": "hr",
        "function": "",
        "phone": "01 99 00 11 22",
        "email": "",
        "rank": 1,
        "verified_on": "",
        "left_on": "",
    } | fields


def record(client, contacts=(), /, **fields):
    return client.post(url("company", "add"), company_data(contacts, **fields), follow=True)


def test_a_company_is_recorded_with_its_contacts(coordinating):
    contacts = [contact_data(), contact_data(name="Camille Tuteur", role="tutor", rank=2)]
    record(coordinating, contacts, siret="732 829 320 00074")
    company = Company.objects.get()
    assert company.siret == WITH_KEY
    assert [person.name for person in company.contacts.all()] == [
        "Dominique Essai",
        "Camille Tuteur",
    ]


def test_a_siret_with_a_wrong_key_is_refused_beside_it_and_kept(coordinating):
    page = record(coordinating, [contact_data()], siret="73282932000075").content.decode()
    assert "n&#x27;est pas valable : 14 chiffres dont le dernier est une clé" in page
    assert 'value="73282932000075"' in page and "Dominique Essai" in page
    assert not Company.objects.exists()


def test_the_same_siret_twice_names_the_company_that_has_it(coordinating):
    CompanyFactory(name="Déjà là", siret=WITH_KEY)
    page = record(coordinating, siret=WITH_KEY).content.decode()
    assert "« Déjà là » porte déjà ce SIRET" in page
    assert Company.objects.count() == 1


def test_the_same_siret_at_the_same_time_gives_an_error_in_the_form(coordinating, monkeypatch):
    CompanyFactory(name="Déjà là", siret=WITH_KEY)
    monkeypatch.setattr(Company, "clean", lambda self: None)
    answer = record(coordinating, siret=WITH_KEY)
    assert answer.status_code == 200
    assert "Une entreprise porte déjà ce SIRET" in answer.content.decode()
    assert "1 rue de l" in answer.content.decode()


def test_a_near_name_in_the_same_commune_warns_with_a_link_and_can_be_passed(coordinating):
    other = CompanyFactory(name="SARL Nettoyage du Nôrd", commune=commune("93066"))
    page = record(coordinating).content.decode()
    assert url("company", "inspect", other.pk) in page
    assert "enregistrer quand même" in page
    assert Company.objects.count() == 1
    record(coordinating, not_duplicate="on")
    assert Company.objects.count() == 2


def test_a_near_name_elsewhere_or_another_name_here_does_not_warn(coordinating):
    CompanyFactory(name="Nettoyage du Nord", commune=commune("06088"))
    CompanyFactory(name="Menuiserie du Nord", commune=commune("93066"))
    record(coordinating)
    assert Company.objects.filter(commune=commune("93066")).count() == 2


def test_a_contact_needs_a_way_to_be_reached(coordinating):
    page = record(coordinating, [contact_data(phone="")]).content.decode()
    assert "Indiquez un téléphone ou une adresse électronique" in page


def test_a_contact_with_a_slot_is_not_removed_but_leaves(coordinating):
    slot = HostSlotFactory()
    company, person = slot.tutor.company, slot.tutor
    row = contact_data(id=person.pk, name=person.name, role="tutor")
    data = company_data([row | {"DELETE": "on"}], initial=1, name=company.name)
    page = coordinating.post(url("company", "edit", company.pk), data).content.decode()
    assert "sert encore ailleurs" in page
    today = timezone.localdate()
    data = company_data([row | {"left_on": today.isoformat()}], initial=1, name=company.name)
    coordinating.post(url("company", "edit", company.pk), data)
    person.refresh_from_db()
    assert person.left_on == today


def test_choosers_leave_out_people_who_left_and_companies_merged_away(coordinating):
    company = CompanyFactory(name="Reste")
    here, gone = CompanyContactFactory(company=company), CompanyContactFactory(company=company)
    gone.left_on = timezone.localdate()
    gone.save()
    CompanyFactory(name="Partie", merged_into=company)
    people = coordinating.get(
        "/admin/company_contact_chooser/results/", {"company": company.pk}
    ).content.decode()
    assert here.name in people and gone.name not in people
    answer = coordinating.get("/admin/snippets/choose/offers/company/results/", {"q": "e"})
    assert "Reste" in answer.content.decode() and "Partie" not in answer.content.decode()


def test_nobody_is_chosen_before_the_company_is(coordinating):
    person = CompanyContactFactory()
    page = coordinating.get("/admin/company_contact_chooser/results/").content.decode()
    assert person.name not in page
    assert "Personne à choisir" in page


def test_somebody_who_left_is_not_verified(coordinating):
    person = CompanyContactFactory(left_on=timezone.localdate(), verified_on=None)
    answer = coordinating.post(f"/admin/entreprises/contacts/{person.pk}/verifie/", follow=True)
    assert "a quitté l&#x27;entreprise" in answer.content.decode()
    person.refresh_from_db()
    assert person.verified_on is None


def test_each_form_has_choosers_of_its_own():
    one, other = MergeForm(), MergeForm()
    widgets = [form.fields[name].widget for form in (one, other) for name in ("kept", "absorbed")]
    assert len({id(widget) for widget in widgets}) == 4
    widgets[0].choose_one_text = "Choisir la fiche à garder"
    assert {widget.choose_one_text for widget in widgets[1:]} == {"Choisir une entreprise"}


def merge(client, kept, absorbed, **fields):
    data = {"kept": kept.pk, "absorbed": absorbed.pk} | fields
    return client.post("/admin/entreprises/fusion/", data, follow=True)


@pytest.fixture
def doubles(db):
    """Two records of one company: the second has an offer, a slot and a person known to both."""
    kept = CompanyFactory(name="Propre SA", siret="")
    absorbed = CompanyFactory(name="Propre", siret=WITH_KEY)
    CompanyContactFactory(company=kept, name="Dominique Lieu", verified_on=None)
    double = CompanyContactFactory(company=absorbed, name="dominique lieu")
    CompanyContactFactory(company=absorbed, name="Camille Seul")
    contract = ContractFactory(company=absorbed)
    HostSlotFactory(offer=OfferFactory(contract=contract), tutor=double)
    return kept, absorbed


def test_the_preview_says_what_moves_and_writes_nothing(coordinating, doubles):
    kept, absorbed = doubles
    page = merge(coordinating, kept, absorbed).content.decode()
    assert "Offres : 1" in page and "Contacts : 2" in page
    assert "Contacts en double" in page and "SIRET" in page
    absorbed.refresh_from_db()
    assert absorbed.merged_into is None


def test_merging_moves_everything_and_keeps_the_trace(coordinating, doubles):
    kept, absorbed = doubles
    answer = merge(coordinating, kept, absorbed, confirm="1")
    assert answer.redirect_chain[-1][0] == url("company", "inspect", kept.pk)
    kept.refresh_from_db()
    absorbed.refresh_from_db()
    assert absorbed.merged_into == kept
    assert kept.siret == WITH_KEY
    assert kept.offers.count() == kept.contracts.count() == 1
    present = CompanyContact.objects.filter(company=kept).reachable()
    assert sorted(person.name for person in present) == ["Camille Seul", "Dominique Lieu"]
    assert HostSlot.objects.get().tutor.name == "Dominique Lieu"
    assert HostSlot.objects.get().tutor.is_verified
    names = coordinating.get(url("company", "list")).context["object_list"]
    assert absorbed not in names
    for company, message in (
        (kept, "Fiche en double reçue par fusion"),
        (absorbed, "Fiche fusionnée dans une autre"),
    ):
        history = coordinating.get(url("company", "history", company.pk)).content.decode()
        assert message in history
        assert "Dominique" not in history


def test_merging_twice_or_with_itself_is_refused(coordinating, doubles):
    kept, absorbed = doubles
    page = merge(coordinating, kept, kept).content.decode()
    assert "Choisissez deux entreprises différentes" in page
    merge(coordinating, kept, absorbed, confirm="1")
    page = merge(coordinating, kept, absorbed, confirm="1").content.decode()
    assert "elle vient peut-être d&#x27;être fusionnée" in page


def test_a_merge_that_would_double_a_slot_is_refused_and_undone(coordinating, doubles):
    kept, absorbed = doubles
    HostSlotFactory(
        offer=OfferFactory(contract=ContractFactory(company=kept)),
        tutor=kept.contacts.get(),
        site=HostSlot.objects.get().site,
    )
    page = merge(coordinating, kept, absorbed, confirm="1").content.decode()
    assert "auraient le même site et le même tuteur" in page
    absorbed.refresh_from_db()
    assert absorbed.merged_into is None and absorbed.offers.count() == 1


def test_a_tutor_merges_nothing(tutoring, doubles):
    kept, absorbed = doubles
    merge(tutoring, kept, absorbed, confirm="1")
    absorbed.refresh_from_db()
    assert absorbed.merged_into is None
    assert "Fusionner deux fiches" not in tutoring.get(url("company", "list")).content.decode()


def test_the_list_of_companies_asks_as_many_questions_for_10_and_100_rows(
    coordinating, django_assert_num_queries
):
    def add(count):
        for _ in range(count):
            CompanyContactFactory(company=CompanyFactory(commune=commune("93066")))

    add(10)
    count_queries(coordinating, url("company", "list"))
    few = count_queries(coordinating, url("company", "list"))
    add(90)
    with django_assert_num_queries(few):
        coordinating.get(url("company", "list"))


def test_what_was_said_about_its_people_alone_is_on_its_sheet(two_services, signed_in):
    contact = CompanyContactFactory()
    for service, text in (
        (two_services.saint_denis, "Vérifier avec le siège"),
        (two_services.nice, "Rien pour eux"),
    ):
        Event.objects.create(
            kind="record",
            name="given",
            label="Confiée",
            at=timezone.now(),
            text=text,
            service=service,
            contact=contact,
        )
    page = signed_in(two_services.coordinator).get(url("company", "inspect", contact.company_id))
    assert "Vérifier avec le siège" in page.content.decode()
    assert "Rien pour eux" not in page.content.decode()
