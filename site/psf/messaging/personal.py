"""What was written to whom."""

from psf.personal.rules import (
    DURATIONS,
    TABLES,
    About,
    Duration,
    Fate,
    Ground,
    Person,
    Table,
    by_staff,
    erased,
    reread,
    unseen,
)

DURATIONS.add(
    Duration(
        "message",
        "Messages",
        "ceux d’un dossier avec le dossier ; les autres, {message_months} après avoir été écrits",
        "psf.messaging.tasks.forget_old_messages",
        setting="matching.RetentionPolicy",
        to_verify=True,
    )
)
TABLES.add(
    Table(
        "messaging.Message",
        Person.YOUTH,
        "Informer chacun, prouver ce qui lui a été écrit et rattraper ce qui n’est pas parti",
        Ground.PUBLIC_TASK,
        "message",
        about="youth",
        also=(
            About(Person.GUARDIAN, "guardian"),
            About(Person.CONTACT, "contact"),
            About(Person.CONTACT, "buyer_contact"),
            About(Person.STAFF, "user"),
            # Whoever writes by a public form: their words are in the text, and nowhere else.
            About(Person.VISITOR, ""),
        ),
        columns=(
            *erased("kind recipient channel state sent_at created_at"),
            *reread("cause subject_line body"),
            # Of whoever it was written to, who is not always the person who asks.
            *unseen("recipient_name address guardian contact buyer_contact"),
            *unseen("attempts next_attempt_at claimed_at trouble settled_at reference key"),
            *by_staff("user settled_by created_by"),
        ),
        technical=(
            *("id", "service", "youth", "placement", "offer", "filing"),
            *("event", "template", "link"),
        ),
    ),
    Table(
        "messaging.MessageTemplate",
        Person.STAFF,
        "Garder qui a écrit chaque version d’un modèle de message",
        Ground.PUBLIC_TASK,
        "account",
        columns=tuple(by_staff("created_by", Fate.STAYS)),
        technical=(
            *("id", "kind", "academy", "number", "inherits", "subject", "body", "sms", "reason"),
            "created_at",
        ),
    ),
)
