"""What is to be done and what happened: about young people, offers and contacts of companies."""

from psf.personal.rules import (
    IMPERSONAL,
    TABLES,
    About,
    Fate,
    Ground,
    Impersonal,
    Person,
    Table,
    by_staff,
    erased,
    reread,
    unseen,
)

SUBJECT = ("id", "service", "youth", "placement", "offer", "filing")
OF_A_CONTACT = About(Person.CONTACT, "contact", "contact")

TABLES.add(
    Table(
        "workflow.Action",
        Person.YOUTH,
        "Dire qui doit faire quoi et pour quand, afin que personne ne reste sans réponse",
        Ground.PUBLIC_TASK,
        "file",
        about="youth",
        also=(OF_A_CONTACT,),
        columns=(
            *erased("verb actor opened_at due done_at"),
            *unseen("step counted_from outcome contact taken_at escalated_on escalated_to"),
            *by_staff("person done_by"),
        ),
        technical=(*SUBJECT, "policy_version"),
    ),
    Table(
        "workflow.Event",
        Person.YOUTH,
        "Garder ce qui s’est passé : étapes, appels, échanges, notes",
        Ground.PUBLIC_TASK,
        "file",
        about="youth",
        also=(OF_A_CONTACT,),
        columns=(
            *erased("kind at guest on_behalf_of call_outcome"),
            *reread("label reason_label text"),
            # Codes, of what the label says.
            *unseen("from_stage to_stage reason"),
            # Former values, of everybody that the step touched, to undo it.
            *unseen("contact memory"),
            *by_staff("by"),
        ),
        technical=(*SUBJECT, "name", "word", "undone_by", "visible_to"),
    ),
    Table(
        "workflow.ChecklistTick",
        Person.YOUTH,
        "Garder quels points ont été vérifiés, par qui",
        Ground.PUBLIC_TASK,
        "file",
        about="youth",
        columns=(*erased("at"), *unseen("item"), *by_staff("by")),
        technical=("id", "action", "service", "youth"),
    ),
    Table(
        "workflow.RuleFiring",
        Person.YOUTH,
        "Montrer à un administrateur ce que chaque relance automatique a fait en dernier",
        Ground.PUBLIC_TASK,
        "task",
        columns=tuple(unseen("code at")),
        technical=("id", "rule"),
        ended_by="psf.workflow.tasks.forget_firings",
    ),
    Table(
        "workflow.StagePolicy",
        Person.STAFF,
        "Garder qui a décidé des étapes et des délais d’une académie",
        Ground.PUBLIC_TASK,
        "account",
        columns=tuple(by_staff("created_by", Fate.STAYS)),
        technical=(
            *("id", "academy", "number", "reason", "created_at", "counting", "reservation_days"),
            *("remind_days", "buyer_days", "third_contact_days", "commitment_days"),
            *("release_days", "ready_days", "climb_department_days", "climb_region_days"),
            *("climb_national_days", "climb_again_days", "approval_send", "approval_start"),
            "steps",
        ),
    ),
)
IMPERSONAL.add(
    Impersonal(
        "Passages des relances automatiques et limite d’annulation",
        ("workflow.ClockRun", "workflow.WorkflowLimits"),
    )
)
