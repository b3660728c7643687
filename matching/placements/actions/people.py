"""Whom to call about an action: `contacts` are those of the company, the first to call first."""


def a_third_contact(action, contacts):
    return contacts[min(2, len(contacts) - 1)] if contacts else None


def tutor_of_the_place(action, contacts):
    tutor = action.placement.host_slot.tutor
    if tutor and tutor.phone and not tutor.left_on:
        return tutor
    return contacts[0] if contacts else None


def contact_of_the_buyer(action, contacts):
    contract = action.placement.offer.contract if action.placement_id else None
    buyer = contract.contact.current if contract and contract.contact else None
    return buyer if buyer and buyer.phone and not buyer.left_on else None
