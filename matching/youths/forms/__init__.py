"""Forms of the young people's registry."""

from .transfer import HandoverForm, MergeForm, OtherRecordForm
from .youth import YouthForm

__all__ = ["HandoverForm", "MergeForm", "OtherRecordForm", "YouthForm"]
