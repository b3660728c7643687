"""Buyers, contracts, companies, offers, hosting slots and the dated rows they are checked against."""

from .addresses import BuyerContactAddress, CompanyContactAddress
from .buyers import Buyer, BuyerContact
from .companies import Company, CompanyContact
from .contracts import Contract, Lot
from .dated import CalibreBracket, EuropeanThreshold, GratificationRate
from .distinct import DistinctBuyers, DistinctCompanies
from .fields import Field, Rome
from .filings import Filing, FilingPart
from .former_sirets import FormerSiret
from .offers import Offer, OfferBudget
from .slots import HostSlot

__all__ = [
    "Buyer",
    "BuyerContact",
    "BuyerContactAddress",
    "CalibreBracket",
    "Company",
    "CompanyContact",
    "CompanyContactAddress",
    "Contract",
    "DistinctBuyers",
    "DistinctCompanies",
    "EuropeanThreshold",
    "Field",
    "Filing",
    "FilingPart",
    "FormerSiret",
    "GratificationRate",
    "HostSlot",
    "Lot",
    "Offer",
    "OfferBudget",
    "Rome",
]
