"""Each move tells each side what it means for them, and nothing that they may not know."""

import pytest

from matching.enums import NotRetainedReason, Party, PlacementStage
from matching.messages.recalled import UNDONE
from matching.models import Placement
from matching.placements.actions.asked import FIND_CONTACT, TELL_FAMILY
from matching.placements.signing import frozen_convention
from matching.placements.workflow import PLACEMENTS
from psf.messaging import kinds, undelivered
from psf.messaging.enums import Channel, MessageState
from psf.messaging.models import Message
from psf.workflow.enums import Actor
from psf.workflow.machine import Guest
from psf.workflow.models import Action

Stage = PlacementStage
# Words of the young person's record that no company and no buyer may read in a message.
SECRETS = ("Zyx", "06 39 98", "zyxcourriel")


def test_a_profile_sent_is_told_to_the_company_the_buyer_and_the_family(written):
    written.carry(Stage.SENT)
    assert written.kinds() == [
        "company_proposal",
        "buyer_proposed",
        "youth_sent",
        "guardian_sent",
    ]


def test_a_file_that_goes_well_tells_every_side_to_the_end(written):
    written.carry(Stage.CLOSED)
    told = written.kinds()
    for kind in (
        "company_meeting",
        "youth_meeting",
        "guardian_meeting",
        "company_accepted",
        "buyer_met",
        "youth_accepted",
        "buyer_started",
        "company_ended",
        "buyer_ended",
        "youth_ended",
        "company_next",
        "buyer_closed",
    ):
        assert kind in told, kind


@pytest.mark.parametrize(
    ("end", "told"),
    [
        (Stage.NOT_RETAINED, {"buyer_refused", "youth_not_retained", "guardian_not_retained"}),
        (Stage.UNANSWERED, {"company_released", "buyer_released", "youth_stopped"}),
    ],
)
def test_a_bad_end_is_told_too(written, end, told):
    written.carry(end)
    assert told <= set(written.kinds())


def test_a_proposal_withdrawn_before_it_left_is_told_to_nobody(written):
    written.carry(Stage.WITHDRAWN)
    assert written.kinds() == []


def test_no_message_to_a_company_or_a_buyer_holds_a_word_of_the_record(written):
    written.carry(Stage.CLOSED)
    outside = Message.objects.filter(recipient__in=[Actor.COMPANY, Actor.BUYER])
    assert outside.count() > 8
    for message in outside:
        text = f"{message.subject_line} {message.body} {message.recipient_name}"
        assert not [secret for secret in SECRETS if secret.lower() in text.lower()], message.kind


def test_no_subject_line_names_anybody(written):
    written.carry(Stage.CLOSED)
    for message in Message.objects.all():
        assert "zyx" not in message.subject_line.lower(), message.kind


def test_every_variable_has_its_value(written):
    """Nothing between braces is left but the link, and no sentence has a hole."""
    written.carry(Stage.CLOSED)
    for message in Message.objects.all():
        left = kinds.VARIABLE.findall(message.subject_line + message.body)
        assert left == ["lien"], message.kind
        assert " ," not in message.body and "  " not in message.body, message.body


def test_somebody_who_prefers_sms_gets_one(written):
    youth = written.placement.youth
    youth.told_by = Channel.SMS
    youth.save()
    written.carry(Stage.SENT)
    message = Message.objects.get(kind="youth_sent")
    assert (message.channel, message.address) == (Channel.SMS, "+33639980000")


def test_two_messages_to_one_contact_carry_one_link(written):
    written.carry(Stage.CONVENTION)
    links = Message.objects.filter(kind__startswith="company_").values_list("link", flat=True)
    assert len(links) == 3 and len(set(links)) == 1


def test_what_has_not_left_is_taken_back_with_the_move(written, two_services):
    placement = written.carry(Stage.SENT)
    PLACEMENTS.undo(placement, by=two_services.coordinator, text="Envoyé trop tôt.")
    told = Message.objects.filter(placement=placement).exclude(kind="staff_undone")
    assert set(told.values_list("state", "trouble")) == {(MessageState.WITHDRAWN, UNDONE)}


def test_a_refused_address_marks_the_contact_and_asks_for_another(written):
    placement = written.carry(Stage.SENT)
    undelivered.tell(Message.objects.get(kind="company_proposal"))
    placement.host_slot.tutor.refresh_from_db()
    assert placement.host_slot.tutor.bounced_on is not None
    action = Action.objects.open().get(placement=placement, verb=FIND_CONTACT.verb)
    assert action.person == placement.tutor


def test_a_refused_address_of_an_ended_file_opens_nothing(written):
    placement = written.carry(Stage.UNANSWERED)
    undelivered.tell(Message.objects.get(kind="company_released"))
    assert not Action.objects.open().filter(placement=placement).exists()


def test_a_family_that_no_message_reaches_is_told_by_a_person(written):
    youth = written.placement.youth
    youth.phone = youth.email = ""
    youth.save()
    placement = written.carry(Stage.SENT)
    assert Message.objects.get(kind="youth_sent").state == MessageState.FAILED
    assert Action.objects.open().filter(placement=placement, verb=TELL_FAMILY.verb).exists()


def test_a_guardian_hears_nothing_of_somebody_of_age(two_services, written):
    youth = written.placement.youth
    youth.birth_date = youth.birth_date.replace(year=youth.birth_date.year - 3)
    youth.save()
    written.carry(Stage.SENT)
    assert "guardian_sent" not in written.kinds()


def test_a_refusal_by_the_company_itself_is_told_to_the_tutor(written, two_services):
    placement = written.carry(Stage.SENT)
    guest = Guest(Actor.COMPANY, placement.host_slot.tutor)
    event = PLACEMENTS.perform(
        placement, "not_retained", guest=guest, reason=NotRetainedReason.DATES
    )
    assert (event.guest, event.contact) == (Actor.COMPANY, placement.host_slot.tutor)
    note = Message.objects.get(kind="staff_answered")
    assert note.user == two_services.tutor
    assert "Zyx" not in note.body


def test_the_convention_is_sent_to_each_signatory_who_can_be_reached(written, two_services):
    placement = written.carry(Stage.IN_COMPANY)
    placement.signatures.all().delete()
    Placement.objects.filter(pk=placement.pk).update(stage=Stage.CONVENTION, started_on=None)
    PLACEMENTS.perform(placement, "ask_signatures", by=two_services.tutor)
    asked = Message.objects.filter(kind__endswith="_sign").select_related("link")
    parties = {(message.kind, message.link.party) for message in asked}
    assert parties == {
        ("company_sign", Party.COMPANY),
        ("company_sign", Party.COMPANY_TUTOR),
        ("youth_sign", Party.YOUTH),
        ("guardian_sign", Party.GUARDIAN),
    }
    assert frozen_convention(placement) is not None


def test_whoever_the_company_names_instead_receives_the_proposal(written):
    placement = written.carry(Stage.SENT)
    PLACEMENTS.perform(
        placement,
        "redirect",
        guest=Guest(Actor.COMPANY, placement.host_slot.tutor),
        data={"name": "Alex Essai", "email": "alex@example.invalid"},
    )
    proposals = Message.objects.filter(kind="company_proposal").order_by("pk")
    assert proposals.last().address == "alex@example.invalid"
    assert proposals.last().link.contact.name == "Alex Essai"
