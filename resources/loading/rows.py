"""Questions, glossary, figures, synonyms, the steps of the frise and the generated documents."""

from datetime import date

from home.enums import PublicRole
from resources.clause.kinds import CLAUSES
from resources.enums import LawFigure
from resources.loading.markdown import ContentError
from resources.models import (
    Figure,
    FriseStep,
    GlossaryTerm,
    GuidePage,
    KitDocument,
    Question,
    Synonym,
)
from resources.models.kit import REDACTEUR

# A figure read from a dated row has that row's date; this one only orders rows of one code.
SINCE_EVER = date(2000, 1, 1)
ROW_NAMES = {"offers.threshold.utilities": LawFigure.ENTITY}
STEP_OF_CLAUSE = {
    "grille-analyse": "analyser",
    "convention-mlds": "consulter",
    "reunion-lancement": "declarer",
}


def roles_of(table) -> list[str]:
    roles = table.get("roles", [])
    if unknown := set(roles) - set(PublicRole.values):
        raise ContentError(f"unknown role: {', '.join(sorted(unknown))}")
    return roles


def put(keeper, model, key, values, *, by):
    """Keep one plain row: `by` names the field, or fields, that identify it."""
    names = [by] if isinstance(by, str) else by
    identity = {name: values[name] for name in names}

    def write(row):
        row = row or model()
        for name, value in values.items():
            setattr(row, name, value)
        row.full_clean()
        row.save()
        return row

    return keeper.keep(
        key,
        values,
        [*values],
        find=lambda: model.objects.filter(**identity).first(),
        write=write,
    )


def load_figures(keeper, tables) -> None:
    for table in tables:
        row = table.get("dated_row", "")
        row = str(ROW_NAMES.get(row, row))
        values = {
            "code": table["code"],
            "label": table["label"],
            "value": table.get("value", ""),
            "dated_row": row,
            "unit": table.get("unit", ""),
            "valid_from": table.get("valid_from", SINCE_EVER),
            "source": table["source"],
            "url": table.get("url", ""),
            "review_on": table.get("review_on"),
        }
        key = f"figure:{values['code']}:{values['valid_from']}"
        put(keeper, Figure, key, values, by=("code", "valid_from"))


def load_glossary(keeper, tables) -> None:
    for table in tables:
        values = {"term": table["term"], "definition": table["definition"]}
        put(keeper, GlossaryTerm, f"term:{table['term']}", values, by="term")


def load_questions(keeper, tables, streams) -> None:
    for table in tables:
        values = {
            "question": table["question"],
            "answer": streams.rich(table["answer"]),
            "roles": roles_of(table),
            "step": table.get("step", ""),
            "order": table.get("order", 100),
        }
        put(keeper, Question, f"question:{table['question']}"[:120], values, by="question")


def load_synonyms(keeper, tables) -> None:
    for table in tables:
        put(keeper, Synonym, f"synonym:{table['word']}", dict(table), by="word")


def load_kit(keeper, file) -> None:
    """The documents that the rédacteur de clause fills, of buyers alone; then those of everybody.

    `file`: `written_on`, the day of the clause's texts, and `document`, the others.
    """
    for order, clause in enumerate(CLAUSES, 1):
        values = {
            "title": clause.title,
            "summary": f"{clause.place}.",
            "roles": [PublicRole.BUYER.value],
            "step": STEP_OF_CLAUSE.get(clause.slug, "rediger"),
            "tool": REDACTEUR,
            "format": "docx",
            "order": order,
            "version_on": file["written_on"],
        }
        put(keeper, KitDocument, f"kit:{clause.slug}", values, by="title")
    for order, table in enumerate(file.get("document", []), len(CLAUSES) + 1):
        values = {
            "title": table["title"],
            "summary": table["summary"],
            "roles": roles_of(table),
            "step": table.get("step", ""),
            "tool": table["address"],
            "format": "docx",
            "order": order,
            "version_on": table["written_on"],
        }
        put(keeper, KitDocument, f"kit:{table['title']}"[:120], values, by="title")


def load_steps(keeper, role: str, tables, streams) -> None:
    for order, table in enumerate(tables, 1):
        slugs = table.get("guides", [])
        guides = [streams.page_of(slug) for slug in slugs]
        values = {
            "role": role,
            "code": table["code"],
            "order": order * 10,
            "title": table["title"],
            "todo": streams.rich(table["todo"]),
            "how_long": table.get("how_long", ""),
            "call": table.get("call", ""),
        }

        def write(row, values=values, guides=guides):
            row = row or FriseStep()
            for name, value in values.items():
                setattr(row, name, value)
            row.full_clean()
            row.save()
            row.guides.set(GuidePage.objects.filter(pk__in=guides))
            return row

        def find(values=values):
            return FriseStep.objects.filter(role=values["role"], code=values["code"]).first()

        keeper.keep(
            f"step:{role}:{table['code']}",
            values | {"guides": slugs},
            [*values, "guides"],
            find=find,
            write=write,
        )
