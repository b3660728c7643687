"""Companies, buyers and the people one calls there."""

from psf.personal.rules import (
    DURATIONS,
    IMPERSONAL,
    TABLES,
    About,
    Column,
    Duration,
    Ground,
    Impersonal,
    Person,
    Span,
    Table,
    by_staff,
    erased,
    reread,
    stays,
    unseen,
)

DURATIONS.add(
    Duration(
        "contact",
        "Contacts des entreprises et des acheteurs",
        "{contact_months} après leur départ, quand plus rien d’ouvert ne les attend",
        "offers.tasks.forget_left_contacts",
        setting="matching.RetentionPolicy",
        to_verify=True,
    ),
    Duration(
        "filing",
        "Demandes faites en ligne",
        "{filing_months} après avoir été prises en charge, répondues ou écartées",
        "offers.tasks.forget_closed_filings",
        setting="matching.RetentionPolicy",
        to_verify=True,
    ),
    Duration(
        "unconfirmed",
        "Demandes faites en ligne et jamais confirmées",
        "{length} après l’envoi ; aussitôt si la personne dit n’avoir rien demandé",
        "offers.tasks.forget_unconfirmed_filings",
        fixed=Span(days=3),
    ),
)


def _of_contact(model: str, purpose: str, *columns: Column, technical: tuple[str, ...], **more):
    return Table(
        f"offers.{model}",
        Person.CONTACT,
        purpose,
        Ground.PUBLIC_TASK,
        "contact",
        columns=tuple(columns),
        technical=technical,
        **more,
    )


TABLES.add(
    _of_contact(
        "CompanyContact",
        "Joindre la personne qui accueille un jeune dans l’entreprise",
        *erased("name phone email function role"),
        *unseen("sort_name"),
        *erased("address_at address_source verified_on bounced_on left_on"),
        *stays("company rank created_at updated_at"),
        *by_staff("address_by"),
        about="pk",
        technical=("id", "version", "same_as"),
    ),
    _of_contact(
        "BuyerContact",
        "Joindre la personne qui suit le marché chez l’acheteur",
        *erased("name phone email role"),
        *unseen("sort_name"),
        *erased("address_at address_source left_on"),
        *stays("buyer created_at updated_at"),
        *unseen("successor successor_at"),
        *by_staff("address_by"),
        about="pk",
        technical=("id", "version"),
    ),
    *(
        _of_contact(
            f"{kind}ContactAddress",
            "Garder l’adresse par laquelle un service joint ce contact",
            *erased("service email phone bounced_on left_on decided_at"),
            *by_staff("decided_by"),
            about="contact",
            technical=("id", "contact", own),
        )
        # Whom this service calls first; who takes over, as it holds.
        for kind, own in (("Company", "rank"), ("Buyer", "successor"))
    ),
    _of_contact(
        "Company",
        "Savoir quelle entreprise doit ou offre des heures ; une entreprise individuelle porte le"
        " nom d’une personne",
        *stays(
            "name sort_name siret no_siret_reason activity commune address created_at updated_at"
        ),
        *by_staff("interlocutor"),
        technical=("id", "version", "merged_into"),
    ),
    *(
        _of_contact(
            f"Distinct{kind}",
            "Ne plus proposer de fusionner deux organisations différentes",
            *stays("first second at"),
            *by_staff("by"),
            technical=("id",),
        )
        for kind in ("Companies", "Buyers")
    ),
    _of_contact(
        "FormerSiret",
        "Retrouver une organisation par un numéro qu’elle ne porte plus",
        *stays("company buyer siret ended_on"),
        technical=("id",),
    ),
    _of_contact(
        "Contract",
        "Savoir qui suit le marché chez l’acheteur",
        *stays("contact prescriber"),
        about="contact",
        also=(About(Person.CONTACT, "prescriber"),),
        technical=(
            *("id", "version", "created_at", "updated_at", "buyer", "company", "reference"),
            *("title", "sort_name", "kind", "cpv", "amount", "firm_months", "renewals"),
            *("renewal_months", "notified_on", "firm_end", "gratification_granted"),
            *("trigger_amount", "penalties", "clause_article", "decp_id"),
        ),
    ),
    _of_contact(
        "HostSlot",
        "Savoir où un jeune est accueilli et par quel tuteur",
        *stays("tutor site sort_site address tasks"),
        about="tutor",
        technical=(
            *("id", "version", "created_at", "updated_at", "code", "offer", "host", "commune"),
            *("days_per_week", "weekly_hours", "window_from", "window_until", "adults_only"),
            *("active", "busy", "busy_until"),
        ),
    ),
)
TABLES.add(
    Table(
        "offers.Filing",
        Person.VISITOR,
        "Répondre à un acheteur ou à une entreprise qui écrit par le site, et en garder la preuve",
        Ground.PUBLIC_TASK,
        "filing",
        # Before its mail is confirmed.
        also=(About(Person.VISITOR, "", "unconfirmed"),),
        columns=(
            *erased("name email phone organisation siret"),
            *unseen("sought"),
            *erased("code kind created_at confirmed_at amended_at due_on taken_at answered_at"),
            *erased("answer refusal closed_at disowned_at"),
            *reread("text title answer_text"),
            *by_staff("taken_by answered_by refused_by"),
        ),
        technical=(
            *("id", "service", "commune", "buyer_kind", "reference", "contract_kind", "amount"),
            *("firm_months", "notified_on", "publish_on", "gratification_granted"),
        ),
    ),
    Table(
        "offers.FilingPart",
        Person.CONTACT,
        "Savoir quelle entreprise doit ou offre un parcours, et qui y appeler, avant toute inscription au"
        " registre",
        Ground.PUBLIC_TASK,
        "filing",
        also=(About(Person.VISITOR, "", "unconfirmed"),),
        columns=(
            *erased("company_name company_siret contact_name contact_phone contact_email"),
            *unseen("sought"),
            *reread("tasks file_name"),
        ),
        technical=("id", "filing", "service", "rank", "lot", "hours", "commune", "blob", "offer"),
    ),
)
IMPERSONAL.add(
    Impersonal("Acheteurs : des organisations", ("offers.Buyer",)),
    Impersonal(
        "Offres, lots et heures : ce que doit ou offre une entreprise",
        (
            "offers.Offer",
            "offers.Offer_lots",
            "offers.OfferBudget",
            "offers.Lot",
            "offers.HostSlot_romes",
        ),
    ),
    Impersonal(
        "Taux, seuils, métiers et champs : référentiels datés",
        (
            "offers.GratificationRate",
            "offers.EuropeanThreshold",
            "offers.CalibreBracket",
            "offers.Rome",
            "offers.Field",
            "offers.Field_domaines",
        ),
    ),
)
