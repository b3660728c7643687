"""Whom to call about an action: `contacts` are those whom its service can telephone, in order."""


def a_third_contact(action, contacts):
    return contacts[min(2, len(contacts) - 1)] if contacts else None


def tutor_of_the_place(action, contacts):
    tutor = action.placement.host_slot.tutor_id
    of_the_place = (contact for contact in contacts if contact.pk == tutor)
    return next(of_the_place, contacts[0] if contacts else None)


def contact_of_the_buyer(action, contacts):
    contract = action.placement.offer.contract if action.placement_id else None
    line = contract.contact.known_line if contract and contract.contact else []
    known = (person for person in reversed(line) if person.is_reached_by(person.known))
    return next((person for person in known if person.known.phone), None)
