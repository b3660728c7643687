"""CV and letters go before the rest of the file."""

from psf.personal.rules import DURATIONS, Duration

DURATIONS.add(
    Duration(
        "documents",
        "CV, lettre et autres pièces",
        "CV et lettre : {document_months} après la fin du parcours ; les autres pièces avec le dossier",
        "matching.documents.tasks.erase_documents",
        setting="matching.RetentionPolicy",
        to_verify=True,
    )
)
