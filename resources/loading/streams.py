"""`[[body]]` tables of a content file as the raw data of a stream."""

from collections.abc import Callable

from psf.personal.rules import Person
from resources.blocks.traces import PAPERS, WHY
from resources.enums import Place
from resources.loading.markdown import ContentError, rich


def day(value) -> str | None:
    """A date of the file as the stream keeps it; None: nobody checked yet."""
    return value.isoformat() if value else None


class Streams:
    """Turns tables into blocks. `page_of`: id of the guide of a slug; `document_of`: of a title."""

    def __init__(self, page_of: Callable[[str], int], document_of: Callable[[str], int]):
        self.page_of, self.document_of = page_of, document_of

    def body(self, tables: list[dict]) -> list[dict]:
        """Raw data; raises ContentError on an unknown block or a missing key."""
        return [self.block(table) for table in tables]

    def block(self, table: dict) -> dict:
        name = table.get("block", "")
        write = getattr(self, f"_{name}", None)
        if write is None:
            raise ContentError(f"unknown block: {name!r}")
        try:
            return {"type": name, "value": write(table)}
        except KeyError as missing:
            raise ContentError(f"block {name}: {missing} is missing") from missing

    def rich(self, text: str) -> str:
        return rich(text, self.page_of)

    def _text(self, table):
        return self.rich(table["text"])

    def _steps(self, table):
        return {"heading": table.get("title", ""), "items": self._items(table)}

    def _accordion(self, table):
        return {"items": self._items(table)}

    def _items(self, table):
        return [
            {"title": item["title"], "text": self.rich(item.get("text", ""))}
            for item in table["items"]
        ]

    def _callout(self, table):
        return {"title": table["title"], "text": self.rich(table["text"])}

    def _table(self, table):
        wide = len(table["head"])
        if any(len(row) != wide for row in table["rows"]):
            raise ContentError(f"table {table['caption']!r}: a row has not {wide} cells")
        return {
            "caption": table["caption"],
            "head": table["head"],
            "rows": [{"cells": row} for row in table["rows"]],
        }

    def _figures(self, table):
        return {"codes": table["codes"]}

    def _personal_data(self, table):
        if table["person"] not in Person.values:
            raise ContentError(f"unknown person: {table['person']!r}")
        return {"person": table["person"]}

    def _traces(self, table):
        if table["part"] not in (PAPERS, WHY):
            raise ContentError(f"unknown part: {table['part']!r}")
        return {"part": table["part"]}

    def _model_text(self, table):
        if table["place"] not in Place.values:
            raise ContentError(f"unknown place: {table['place']!r}")
        return {"title": table["title"], "place": table["place"], "text": table["text"].strip()}

    def _legal(self, table):
        return {
            "article": table["article"],
            "label": table["label"],
            "url": table.get("url", ""),
            "checked_on": day(table.get("checked_on")),
            "checked_by": table.get("checked_by", ""),
        }

    def _action(self, table):
        target = table["target"]
        page = self.page_of(target.removeprefix("guide:")) if target.startswith("guide:") else None
        return {
            "text": table.get("text", ""),
            "label": table["label"],
            "page": page,
            "address": "" if page else target,
        }

    def _document(self, table):
        return {"document": self.document_of(table["title"])}

    @staticmethod
    def sources(tables: list[dict]) -> list[dict]:
        return [
            {
                "type": "source",
                "value": {
                    "label": table["label"],
                    "url": table.get("url", ""),
                    "checked_on": day(table.get("checked_on")),
                },
            }
            for table in tables
        ]
