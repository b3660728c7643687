"""Personal links: who was given one, when it was opened."""

from psf.personal.rules import (
    DURATIONS,
    TABLES,
    About,
    Duration,
    Ground,
    Person,
    Table,
    by_staff,
    erased,
    unseen,
)

DURATIONS.add(
    Duration(
        "link",
        "Liens personnels",
        "{link_months} après la fin du lien ; ceux d’un dossier avec le dossier, et un lien retiré aussi"
        " longtemps que le marché ou l’offre, pour qu’il reste retiré",
        "psf.links.tasks.forget_ended_links",
        setting="matching.RetentionPolicy",
        to_verify=True,
    )
)
TABLES.add(
    Table(
        "links.Link",
        Person.YOUTH,
        "Ouvrir une page à une personne sans compte, et pouvoir la lui refermer",
        Ground.PUBLIC_TASK,
        "link",
        about="youth",
        also=(
            About(Person.GUARDIAN, "guardian"),
            About(Person.CONTACT, "contact"),
            About(Person.CONTACT, "buyer_contact"),
        ),
        columns=(
            *erased("purpose created_at expires_at revoked_at opened_at answered_at"),
            *unseen("nonce digest address_digest code_nonce code_asked_at code_until code_tries"),
            *unseen("guardian contact buyer_contact party forwarded_from recalled"),
            *by_staff("issued_by revoked_by"),
        ),
        technical=("id", "service", "youth", "placement", "offer", "contract", "filing"),
    )
)
