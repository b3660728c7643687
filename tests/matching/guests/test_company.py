"""A company's tutor answers by the link of the message."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.enums import PlacementStage
from matching.placements.replies.days import suggested
from offers.models import CompanyContact
from psf.messaging.models import Message
from psf.perimeter.scope import perimeter
from tests.matching.guests.conftest import Stage

pytestmark = pytest.mark.django_db


def moments(placement, count=2) -> list[str]:
    department = placement.host_slot.commune.department
    days = suggested(department, timezone.localdate())
    return [at.isoformat() for day in days.values() for at in day][:count]


def test_the_page_says_who_asks_whom_to_call_and_what_may_be_answered(visit, file_at, company_link):
    placement = file_at()
    text = visit(company_link(placement)).text()
    contract = placement.offer.contract
    for words in (
        str(contract.buyer),
        contract.reference,
        "tel:0199001234",
        "Proposer deux ou trois dates",
        "Pas moi, voyez avec…",
        "Rappelez-moi",
        "Ne pas rencontrer ce jeune",
        "16–17 ans",
        "Découvrir l’accueil du public.",
        "Claude Essai",
    ):
        assert words in text, words


def test_two_dates_close_what_the_silence_opened_and_ask_the_tutor_to_choose(
    visit, file_at, company_link, seen
):
    placement = file_at()
    visitor = visit(company_link(placement))
    answer = visitor.answers("propose_dates", {"moments": moments(placement)})
    assert answer.status_code == 302
    found = seen(placement)
    assert found.stage == Stage.SENT
    assert "choose_date" in found.verbs
    assert not {"answer", "call_company", "remind_company", "ask_buyer"} & set(found.verbs)
    assert found.verbs["choose_date"].person == placement.tutor
    assert [at.isoformat() for at in found.dates] == [
        timezone.datetime.fromisoformat(value)
        .astimezone(timezone.get_fixed_timezone(0))
        .isoformat()
        for value in moments(placement)
    ]
    assert found.last.guest == "company"
    page = visitor.client.get(answer.url)
    assert "Merci" in page.content.decode()
    assert "Dates proposées" in page.content.decode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Choisissez deux ou trois dates."),
        ({"day_1": "2026-01-01"}, "Indiquez le jour et l&#x27;heure."),
        ({"moments": ["2001-01-01T10:00:00+00:00", "x"]}, "n&#x27;est plus proposée"),
    ],
)
def test_dates_that_nobody_can_keep_are_refused_beside_the_field(
    visit, file_at, company_link, seen, data, words
):
    placement = file_at()
    page = visit(company_link(placement)).answers("propose_dates", data)
    assert page.status_code == 200
    assert words in page.content.decode()
    assert "answer" in seen(placement).verbs


def test_a_sunday_or_the_night_is_refused_and_nothing_typed_is_lost(visit, file_at, company_link):
    placement = file_at()
    today = timezone.localdate()
    sunday = today + timedelta(days=13 - today.weekday())
    monday = sunday + timedelta(days=1)
    page = visit(company_link(placement)).answers(
        "propose_dates",
        {
            "day_1": sunday.isoformat(),
            "time_1": "10:00",
            "day_2": monday.isoformat(),
            "time_2": "22:00",
            "text": "Merci de prévenir",
        },
    )
    text = page.content.decode()
    assert "jour ouvré" in text
    assert "entre 8 h et 18 h" in text
    assert "Merci de prévenir" in text
    assert f'value="{sunday.isoformat()}"' in text


def test_not_me_names_somebody_else_first_and_calls_them_tomorrow(
    visit, file_at, company_link, seen
):
    placement = file_at()
    visitor = visit(company_link(placement))
    answer = visitor.answers(
        "redirect", {"name": "Dominique Juste", "function": "Cheffe", "phone": "01 99 00 77 88"}
    )
    assert answer.status_code == 302
    company = placement.host_slot.hosting_company
    first, *others = CompanyContact.objects.filter(company=company).reachable()
    assert (first.name, first.function) == ("Dominique Juste", "Cheffe")
    assert "Claude Essai" in {other.name for other in others}
    found = seen(placement)
    assert {"answer", "call_company"} <= set(found.verbs)
    assert found.verbs["call_company"].due > timezone.localdate()
    assert found.last.contact.name == "Claude Essai"


def test_whoever_has_left_sees_nothing_any_more(visit, file_at, company_link):
    placement = file_at()
    visitor = visit(company_link(placement))
    visitor.answers(
        "redirect", {"name": "Dominique Juste", "phone": "01 99 00 77 88", "left": "on"}
    )
    page = visitor.page()
    assert page.status_code == 410
    assert "Découvrir l’accueil" not in page.content.decode()


def test_answering_twice_names_one_person(visit, file_at, company_link):
    placement = file_at()
    visitor = visit(company_link(placement))
    seen = visitor.page().context["seen"]
    data = {"name": "Dominique Juste", "phone": "01 99 00 77 88", "seen": seen}
    for _ in range(2):
        answer = visitor.client.post(f"{visitor.url}redirect/", data)
        assert answer.status_code == 302
    assert CompanyContact.objects.filter(name="Dominique Juste").count() == 1


def test_call_me_dates_the_call_and_says_when_and_where(visit, file_at, company_link, seen):
    placement = file_at()
    visitor = visit(company_link(placement))
    form = visitor.page("call_me/").context["form"]
    day = form.fields["day"].choices[2][0]
    answer = visitor.answers(
        "call_me", {"day": day, "moment": "afternoon", "phone": "06 39 98 22 33"}
    )
    assert answer.status_code == 302
    found = seen(placement)
    assert found.verbs["call_company"].due.isoformat() == day
    assert "06 39 98 22 33" in found.last.text
    assert "l'après-midi" in found.last.text


def test_a_refusal_is_coded_and_says_that_the_buyer_is_told(visit, file_at, company_link, seen):
    placement = file_at()
    visitor = visit(company_link(placement))
    assert "l’acheteur est informé" in visitor.text("not_retained/")
    assert visitor.answers("not_retained", {}).status_code == 200
    assert visitor.answers("not_retained", {"reason": "dates"}).status_code == 302
    assert seen(placement).stage == Stage.NOT_RETAINED
    assert "Découvrir l’accueil" not in visitor.text()


def test_a_contact_corrects_their_own_details(visit, file_at, company_link):
    placement = file_at()
    contact = placement.host_slot.tutor
    CompanyContact.objects.filter(pk=contact.pk).update(
        bounced_on=timezone.localdate(), email="ancien@exemple.fr", verified_on=None
    )
    visitor = visit(company_link(placement))
    answer = visitor.answers(
        "coordonnees", {"phone": "01 99 00 99 99", "email": "claude@exemple.fr", "function": ""}
    )
    assert "un nouveau part à l’adresse" in answer.content.decode()
    assert visitor.page().status_code == 410
    with perimeter([placement.service]):
        message = Message.objects.select_related("link").get(kind="company_resend")
    assert message.address == "claude@exemple.fr"
    assert visit(message.link).page().status_code == 200
    contact.refresh_from_db()
    assert (contact.phone, contact.email) == ("01 99 00 99 99", "claude@exemple.fr")
    assert contact.bounced_on is None
    assert contact.verified_on == timezone.localdate()


def test_an_old_link_is_refused_in_french_once_the_file_has_moved(
    visit, file_at, company_link, seen, two_services
):
    placement = file_at()
    visitor = visit(company_link(placement))
    with perimeter([two_services.saint_denis]):
        from matching.placements.workflow import PLACEMENTS

        PLACEMENTS.perform(placement, "withdraw", by=placement.tutor, reason="other_solution")
    page = visitor.client.post(
        f"{visitor.url}redirect/", {"name": "Dominique Juste", "phone": "01 99 00 77 88"}
    )
    assert page.status_code == 409
    text = page.content.decode()
    assert "n&#x27;est plus possible" in text
    assert "Dominique Juste" in text
    assert seen(placement).stage == Stage.WITHDRAWN
    assert "Cette proposition est retirée" in visitor.text()


def test_a_colleague_who_answered_meanwhile_is_told_first(visit, file_at, company_link, seen):
    placement = file_at()
    other = CompanyContact.objects.create(
        company=placement.host_slot.hosting_company, name="Alix Seconde", phone="01 99 00 44 44"
    )
    first, second = visit(company_link(placement)), visit(company_link(placement, other))
    before = second.page().context["seen"]
    first.answers("propose_dates", {"moments": moments(placement)})
    data = {"name": "Dominique Juste", "phone": "01 99 00 77 88"}
    page = second.client.post(f"{second.url}redirect/", {**data, "seen": before})
    assert page.status_code == 409
    assert "Entre-temps" in page.content.decode()
    assert "Dominique Juste" in page.content.decode()


@pytest.mark.parametrize("stage", PlacementStage.values)
def test_each_stage_has_a_page(visit, file_at, company_link, stage):
    placement = file_at(stage)
    page = visit(company_link(placement)).page()
    # Nothing of the young person was sent yet, or it was taken back.
    assert page.status_code == (200 if placement.sent_on else 410)


def test_the_company_gives_its_opinion_and_nobody_elses(visit, file_at, company_link, seen):
    placement = file_at(Stage.REVIEW)
    with perimeter([placement.service_id]):
        from matching.placements.workflow import PLACEMENTS

        lines = [{"skill": "Accueillir", "by_youth": "acquired", "by_tutor": "in_progress"}]
        PLACEMENTS.perform(placement, "review", by=placement.tutor, data={"lines": lines})
        line = placement.review.lines.get()
    visitor = visit(company_link(placement))
    answer = visitor.answers(
        "give_opinion",
        {f"line_{line.pk}": "acquired", "skill_1": "Ranger", "level_1": "in_progress"},
    )
    assert answer.status_code == 302
    found = seen(placement)
    told = {
        (row.skill, row.by_youth, row.by_company, row.by_tutor) for row in found.review.lines.all()
    }
    assert told == {
        ("Accueillir", "acquired", "acquired", "in_progress"),
        ("Ranger", "", "in_progress", ""),
    }
    assert "give_opinion" not in found.verbs
