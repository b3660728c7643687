"""A form whose rarer fields stand folded, and those of one answer beside it."""

from django import forms


class FoldingForm(forms.Form):
    """The fields named in MORE are shown under FOLD; a form without any shows them all.

    Those of OPENED stand after the others, shown where the answer marked by the page is chosen.
    """

    FOLD = ""
    MORE: tuple[str, ...] = ()
    OPENED: tuple[str, ...] = ()

    @property
    def essential(self):
        return [self[name] for name in self.fields if name not in (*self.MORE, *self.OPENED)]

    @property
    def opened(self):
        return [self[name] for name in self.OPENED]

    @property
    def more(self):
        return [self[name] for name in self.MORE]

    @property
    def more_is_used(self) -> bool:
        """Whether one of the further fields is filled otherwise than at first, or wrong."""
        return any(
            field.errors or (field.value() or "") != (field.field.initial or "")
            for field in self.more
        )
