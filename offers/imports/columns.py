"""Columns of a file of offers, one line per hosting slot."""

import re

from offers.enums import BuyerKind, Calibre, ContactRole, ContractKind
from psf.imports import cells
from psf.imports.errors import WrongCell
from psf.imports.kinds import Column
from psf.imports.places import commune_columns, service_column
from psf.quantities.amounts import euros
from psf.quantities.days import read_day
from psf.quantities.durations import months
from psf.quantities.identifiers import read_digits
from psf.quantities.telephones import read_phone
from psf.quantities.whole import read_integer

OFFER_CODE = re.compile(r"O-\d{4}-\d+")
OFFER_FIELDS = [
    "calibre",
    "hours",
    "derogation_reason",
    "derogation_agreed_on",
    "splittable",
    "transport",
    "equipment",
    "meals",
    "gratification",
    "declared_on",
]
SLOT_FIELDS = [
    "site",
    "address",
    "tasks",
    "days_per_week",
    "weekly_hours",
    "window_from",
    "window_until",
    "adults_only",
]
CONTRACT_FIELDS = [
    "reference",
    "title",
    "contract_kind",
    "cpv",
    "amount",
    "firm_months",
    "notified_on",
    "firm_end",
    "gratification_granted",
]
BUYER_KEYS = [
    "buyer_name",
    "buyer_siret",
    "buyer_kind",
    "buyer_contact",
    "buyer_phone",
    "buyer_email",
]
COMPANY_KEYS = ["company_name", "company_siret", "activity"]
# What every line of one offer says alike, or leaves empty after the first.
SHARED = (*OFFER_FIELDS, *CONTRACT_FIELDS, *BUYER_KEYS, *COMPANY_KEYS, "service_name")


def calibre(value: str) -> int:
    hours = read_integer(value)
    if hours not in Calibre.values:
        raise WrongCell(
            f"un calibre de {hours} h n'existe pas : 150, 300, 450 ou 900 heures, rien entre deux."
        )
    return hours


romes = cells.listed(
    r"[A-N](\d{2}|\d{4})",
    "un code ROME : une lettre et quatre chiffres, par exemple M1602",
)


COLUMNS = [
    Column("key", "offre", cells.text, required=True, example="MAR-12", max_length=40,
           accepted="votre repère, le même pour toutes les lignes d'une offre ; ou le code"
           " d'une offre à compléter, O-2026-00012", also=("repère de l'offre",)),
    Column("buyer_name", "acheteur", cells.text, example="Ville d'Exempleville",
           max_length=200, accepted="vide pour une offre volontaire de l'entreprise"),
    Column("buyer_siret", "SIRET de l'acheteur", read_digits, accepted="14 chiffres"),
    Column("buyer_kind", "nature de l'acheteur",
           cells.choice(BuyerKind, hopital="hospital", etat="state"), example="collectivité",
           accepted=" · ".join(map(str, BuyerKind.labels))),
    Column("buyer_contact", "contact de l'acheteur", cells.text, max_length=120),
    Column("buyer_phone", "téléphone de l'acheteur", read_phone),
    Column("buyer_email", "adresse électronique de l'acheteur", cells.text),
    Column("reference", "référence du marché", cells.text, example="2026-M-0012",
           max_length=60),
    Column("title", "objet du marché", cells.text, example="Entretien des espaces verts",
           max_length=300),
    Column("contract_kind", "nature du marché", cells.choice(ContractKind),
           example="services", accepted=" · ".join(map(str, ContractKind.labels))),
    Column("cpv", "code CPV", cells.text, example="77310000-6",
           accepted="8 chiffres, tiret et clé facultatifs"),
    Column("amount", "montant HT de la période ferme", euros, example="180000",
           accepted="en euros", also=("montant HT",)),
    Column("firm_months", "période ferme (mois)", months, example="24"),
    Column("notified_on", "date de notification", read_day, example="15/09/2026",
           also=("notifié le",)),
    Column("firm_end", "fin de la période ferme", read_day,
           accepted="calculée si vous la laissez vide"),
    Column("gratification_granted", "gratification dès la première heure", cells.yes_no,
           accepted="oui ou non"),
    Column("company_name", "entreprise", cells.text, example="Jardins Fictifs SAS",
           max_length=200, accepted="titulaire du marché"),
    Column("company_siret", "SIRET de l'entreprise", read_digits, accepted="14 chiffres"),
    Column("activity", "activité", cells.text, max_length=200),
    Column("contact_name", "contact dans l'entreprise", cells.text, example="Camille Exemple",
           max_length=120, also=("contact",)),
    Column("contact_role", "rôle du contact",
           cells.choice(ContactRole, tuteur="tutor", rh="hr", direction="management"),
           example="tuteur entreprise", accepted=" · ".join(map(str, ContactRole.labels))),
    Column("contact_function", "fonction du contact", cells.text, max_length=120),
    Column("contact_phone", "téléphone du contact", read_phone, example="01 99 00 12 34"),
    Column("contact_email", "adresse électronique du contact", cells.text),
    Column("other_name", "second contact", cells.text, max_length=120),
    Column("other_role", "rôle du second contact",
           cells.choice(ContactRole, tuteur="tutor", rh="hr", direction="management"),
           accepted=" · ".join(map(str, ContactRole.labels))),
    Column("other_phone", "téléphone du second contact", read_phone),
    Column("other_email", "adresse électronique du second contact", cells.text),
    Column("calibre", "calibre", calibre, example="300", accepted="150, 300, 450 ou 900"),
    Column("hours", "heures dues", read_integer, accepted="vide : celles du calibre"),
    Column("derogation_reason", "motif de la dérogation", cells.text, max_length=200,
           accepted="si les heures ne sont pas celles du calibre"),
    Column("derogation_agreed_on", "accord de la MLDS le", read_day),
    Column("splittable", "fractionnable", cells.yes_no, accepted="oui ou non"),
    Column("declared_on", "déclarée le", read_day, accepted="vide : aujourd'hui"),
    Column("transport", "transport", cells.text, max_length=200),
    Column("equipment", "tenue et équipement", cells.text, max_length=200),
    Column("meals", "repas", cells.text, max_length=200),
    Column("gratification", "gratification", cells.text, max_length=200),
    Column("site", "site", cells.text, required=True, example="Atelier municipal",
           max_length=120),
    Column("address", "adresse du site", cells.text, max_length=200),
    *commune_columns(),
    Column("romes", "métiers ROME", romes, example="A1203",
           accepted="codes ROME de fiches ou de domaines"),
    Column("tasks", "tâches principales", cells.text, max_length=1000,
           example="Tonte, taille, présentation du secteur"),
    Column("days_per_week", "jours par semaine", read_integer, example="3",
           accepted="1 à 5"),
    Column("weekly_hours", "heures par semaine", read_integer, example="21"),
    Column("window_from", "accueil possible à partir du", read_day),
    Column("window_until", "accueil possible jusqu'au", read_day),
    Column("adults_only", "18 ans et plus", cells.yes_no, accepted="oui ou non"),
    Column("host_name", "sous-traitant d'accueil", cells.text, max_length=200,
           accepted="si ce n'est pas le titulaire qui accueille"),
    Column("host_siret", "SIRET du sous-traitant", read_digits),
    service_column(),
]  # fmt: skip
