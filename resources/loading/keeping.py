"""What was loaded, and whether somebody changed it since."""

import hashlib
import json
from collections import Counter

from django.core.serializers.json import DjangoJSONEncoder
from wagtail.models import Page

from resources.models import LoadedContent


def digest(values) -> str:
    """Of plain values, whatever their order of keys."""
    said = json.dumps(values, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()


def written(row, names) -> str:
    """Digest of a row as the database holds it; a draft that waits counts as a change."""
    fresh = type(row)._base_manager.get(pk=row.pk)
    values = {}
    for name in names:
        field = fresh._meta.get_field(name)
        if field.many_to_many:
            values[name] = sorted(getattr(fresh, name).values_list("pk", flat=True))
        else:
            values[name] = field.get_prep_value(field.value_from_object(fresh))
    if isinstance(fresh, Page):
        values |= {"slug": fresh.slug, "draft": fresh.has_unpublished_changes, "live": fresh.live}
    elif hasattr(fresh, "has_unpublished_changes"):
        values |= {"draft": fresh.has_unpublished_changes, "live": fresh.live}
    return digest(values)


class Keeper:
    """One run: decides for each item whether to write it, and counts what it did."""

    def __init__(self):
        self.known = {row.key: row for row in LoadedContent.objects.all()}
        self.did = Counter()
        # Pages that this run made, to be filled by it.
        self.fresh: set[str] = set()

    def keep(self, key: str, source, names, *, find, write) -> object | None:
        """Write an item unless an editor changed or removed it; return its row, or None.

        `find()` gives the row of this key or None; `write(row or None)` creates or updates it.
        `names`: the fields that the file decides.
        """
        loaded, wanted, row = self.known.get(key), digest(source), find()
        if loaded is None and row is not None and key not in self.fresh:
            self.did["kept as it was"] += 1
            return row
        if loaded is not None:
            if row is None:
                self.did["removed by an editor"] += 1
                return None
            if loaded.source == wanted:
                self.did["unchanged"] += 1
                return row
            if written(row, names) != loaded.written:
                self.did["changed by an editor"] += 1
                return row
        new = write(row)
        self.did["created" if row is None else "updated"] += 1
        LoadedContent.objects.update_or_create(
            key=key, defaults={"source": wanted, "written": written(new, names)}
        )
        return new
