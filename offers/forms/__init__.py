"""Forms of the registries of offers."""

from .buyers import BuyerContactForm, BuyerForm
from .companies import CompanyForm
from .merge import MergeBuyersForm, MergeForm
from .offers import OfferForm, SlotForm

__all__ = [
    "BuyerContactForm",
    "BuyerForm",
    "CompanyForm",
    "MergeBuyersForm",
    "MergeForm",
    "OfferForm",
    "SlotForm",
]
