"""A form whose rarer fields stand folded."""

from django import forms


class FoldingForm(forms.Form):
    """The fields named in MORE are shown under FOLD; a form without any shows them all."""

    FOLD = ""
    MORE: tuple[str, ...] = ()

    @property
    def essential(self):
        return [self[name] for name in self.fields if name not in self.MORE]

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
