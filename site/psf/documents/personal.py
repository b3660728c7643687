"""Private files: CV, letters, conventions, bilans, fiches."""

from psf.personal.rules import (
    TABLES,
    Fate,
    Ground,
    Person,
    Table,
    by_staff,
    erased,
    reread,
    unseen,
)

TABLES.add(
    Table(
        "documents.StoredFile",
        Person.YOUTH,
        "Réunir les pièces du parcours et les remettre à qui doit les lire",
        Ground.PUBLIC_TASK,
        "documents",
        about="youth",
        columns=(
            *erased("kind masked generated attached uploaded_at removed_at"),
            *reread("original_name removal_reason"),
            *by_staff("uploaded_by removed_by"),
        ),
        technical=("id", "youth", "placement", "offer", "service", "blob", "replaced_by"),
    ),
    Table(
        "documents.Blob",
        Person.YOUTH,
        "Garder le contenu d’une pièce hors des dossiers publics, après analyse",
        Ground.PUBLIC_TASK,
        "documents",
        about="stored_file__youth",
        columns=(*erased("size content_type created_at erased_at"), *unseen("name sha256")),
        technical=("id", "scan", "scanned_at"),
    ),
    Table(
        "documents.DocumentTemplate",
        Person.STAFF,
        "Garder qui a préparé et publié chaque modèle de document",
        Ground.PUBLIC_TASK,
        "account",
        columns=tuple(by_staff("uploaded_by published_by", Fate.STAYS)),
        technical=(
            *("id", "kind", "academy", "number", "blob", "reason", "uploaded_at"),
            "published_at",
        ),
    ),
)
