"""What the public site lends and quotes, and what visitors looked for."""

from psf.personal.rules import (
    DURATIONS,
    IMPERSONAL,
    TABLES,
    Duration,
    Ground,
    Impersonal,
    Person,
    Table,
    erased,
)

DURATIONS.add(
    Duration(
        "search",
        "Recherches sans résultat",
        "{search_months} après la dernière fois qu’elles ont été faites",
        "resources.tasks.forget_old_misses",
        setting="matching.RetentionPolicy",
        to_verify=True,
    )
)
TABLES.add(
    Table(
        "resources.MissedSearch",
        Person.VISITOR,
        "Savoir quels mots du public ne trouvent rien ; rien ne dit qui les a écrits",
        Ground.PUBLIC_TASK,
        "search",
        columns=tuple(erased("words times last_on")),
    ),
    Table(
        "resources.Testimonial",
        Person.QUOTED,
        "Publier un témoignage, tant que la personne est d’accord",
        Ground.CONSENT,
        "editorial",
        about="pk",
        columns=tuple(erased("words name function consent_on ends_on")),
        technical=(
            *("id", "latest_revision", "live", "has_unpublished_changes", "first_published_at"),
            *("last_published_at", "live_revision", "go_live_at", "expire_at", "expired", "roles"),
        ),
        ended_by="resources.tasks.forget_ended_testimonials",
    ),
)
IMPERSONAL.add(
    Impersonal("Organisations qui ont accepté d’être nommées", ("resources.EngagedOrganisation",)),
    Impersonal(
        "Contenus publics : pages, questions, chiffres, documents",
        tuple(
            f"resources.{name}"
            for name in (
                *("EngagedPage", "FaqPage", "Figure", "FriseStep", "FriseStep_guides"),
                *("GlossaryPage", "GlossaryTerm", "GuideIndexPage", "GuidePage", "KitDocument"),
                *("KitPage", "LegalNote", "OffersPage", "Question", "RolePage", "TaskExample"),
                "TestimonialsPage",
            )
        ),
    ),
    Impersonal(
        "Recherche et liens du site public, chargement des contenus",
        tuple(
            f"resources.{name}"
            for name in ("SearchEntry", "Synonym", "OutsideLink", "LoadedContent")
        ),
    ),
)
