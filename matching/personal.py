"""Dated settings of matching: who decided them."""

from psf.personal.rules import (
    IMPERSONAL,
    TABLES,
    Ground,
    Impersonal,
    Person,
    Table,
    stays,
)

TABLES.add(
    Table(
        "matching.RetentionPolicy",
        Person.STAFF,
        "Garder qui a décidé des durées de conservation, et quand",
        Ground.LEGAL_DUTY,
        "account",
        # A decision of a public body, signed: its author's name belongs to it.
        columns=tuple(stays("validated_by reason")),
        technical=(
            *("id", "version", "valid_from", "closed_months", "archive_months"),
            *("never_contacted_months", "document_months", "access_log_months", "hard_stop_age"),
        ),
    )
)
IMPERSONAL.add(
    Impersonal(
        "Réglages datés du rapprochement et mots surveillés",
        ("matching.MatchingPolicy", "matching.WatchedWords"),
    )
)
