"""Forms of the registries of offers."""

from .buyers import BuyerContactForm, BuyerForm
from .companies import CompanyForm
from .merge import MergeForm
from .offers import OfferForm, SlotForm

__all__ = ["BuyerContactForm", "BuyerForm", "CompanyForm", "MergeForm", "OfferForm", "SlotForm"]
