"""Columns of a file of young people, in the words of the SIEI lists."""

import re

from matching.enums import (
    Diploma,
    GuardianLink,
    SchoolExit,
    Sex,
    Situation,
)
from offers.enums import Calibre
from psf.french.folding import fold
from psf.imports import cells
from psf.imports.kinds import Column
from psf.imports.places import commune_columns, service_column
from psf.quantities.days import read_day
from psf.quantities.telephones import read_phone
from psf.quantities.whole import read_integer

CODE = "code"
# Read from cells of the same key, straight into the record.
PLAIN = [
    "ine",
    "last_name",
    "first_name",
    "sex",
    "birth_date",
    "birth_place",
    "phone",
    "email",
    "address",
    "last_training",
    "school_exit_on",
    "school_exit",
    "diploma",
    "available_from",
    "available_until",
    "hours_wanted",
    "radius_km",
    "wants_far",
    "notice_version",
    "notice_given_on",
    "guardian_notice_version",
    "guardian_notice_given_on",
]
FOUND = ("commune", "last_school", "tutor")
ROME = re.compile(r"[A-N]\d{2}(\d{2})?")
GUARDIAN = ["last_name", "first_name", "link", "phone", "email"]


def upper(value: str) -> str:
    return "".join(value.split()).upper()


def calibre(value: str) -> int:
    hours = read_integer(value)
    if hours not in Calibre.values:
        raise cells.WrongCell(f"« {value} » : 150, 300, 450 ou 900 heures.")
    return hours


def wishes(value: str) -> list[str]:
    """Plain words or ROME domaines, by order of preference: "restauration, cuisine ; G16"."""
    parts = [part.strip() for part in re.split(r"[;|\n]", value) if part.strip()]
    found = []
    for part in parts:
        codes = re.split(r"[\s,/]+", part.upper())
        found += codes if all(ROME.fullmatch(code) for code in codes) else [fold(part)]
    return list(dict.fromkeys(found))


COLUMNS = [
    Column(CODE, "code", upper, accepted="vide pour un nouveau jeune, par exemple J-2026-00042"),
    Column("ine", "INE", upper, example="123456789AB", accepted="11 caractères"),
    Column("last_name", "nom", cells.text, required=True, example="Marelle", max_length=80),
    Column("first_name", "prénom", cells.text, required=True, example="Lou", max_length=80),
    Column(
        "sex",
        "sexe",
        cells.choice(Sex, fille="F", femme="F", garcon="M", homme="M", h="M", g="M"),
        required=True,
        example="F",
        accepted="F ou M",
    ),
    Column(
        "birth_date",
        "date de naissance",
        read_day,
        required=True,
        example="22/11/2009",
        accepted="jour/mois/année",
        also=("né le", "née le", "né(e) le"),
    ),
    Column("birth_place", "lieu de naissance", cells.text, max_length=120),
    Column("phone", "téléphone", read_phone, example="06 39 98 00 01", also=("portable",)),
    Column(
        "email",
        "adresse électronique",
        cells.text,
        example="lou.marelle@exemple.invalid",
        also=("courriel", "e-mail", "mail"),
    ),
    Column("address", "adresse", cells.text, example="3 rue des Essais", max_length=200),
    *commune_columns(),
    Column("uai", "UAI du dernier établissement", upper, accepted="7 chiffres et une lettre",
           also=("UAI",)),
    Column("last_training", "dernière formation", cells.text, example="2de professionnelle",
           max_length=120, also=("dernière formation suivie",)),
    Column("school_exit_on", "date de sortie", read_day, example="03/07/2026",
           also=("sortie de formation le",)),
    Column(
        "school_exit",
        "motif de sortie",
        cells.choice(SchoolExit),
        example="arrêt en cours d'année",
        accepted=" · ".join(map(str, SchoolExit.labels)),
    ),
    Column(
        "diploma",
        "diplôme",
        cells.choice(Diploma, bac="bac"),
        example="DNB",
        accepted=" · ".join(map(str, Diploma.labels)),
        also=("diplôme le plus élevé",),
    ),
    Column(
        "situation",
        "situation",
        cells.choice(Situation),
        example="à contacter",
        accepted=" · ".join(map(str, Situation.labels)),
    ),
    Column(
        "situation_since",
        "situation depuis le",
        read_day,
        example="15/11/2026",
        accepted="sans cette date, la situation d'un jeune déjà suivi ne change pas",
    ),
    Column("domaines", "domaines souhaités", wishes, example="restauration, cuisine ; informatique",
           accepted="champs ou codes ROME de domaines, séparés par des points-virgules, dans l'ordre"),
    Column("available_from", "disponible à partir du", read_day, example="01/12/2026"),
    Column("available_until", "disponible jusqu'au", read_day),
    Column("hours_wanted", "durée souhaitée", calibre, example="300",
           accepted="150, 300, 450 ou 900 (heures)"),
    Column("radius_km", "distance possible (km)", read_integer, example="20"),
    Column("wants_far", "souhaite s'éloigner", cells.yes_no, example="non",
           accepted="oui ou non"),
    Column("notice_version", "version de la notice", cells.text, max_length=20),
    Column("notice_given_on", "notice remise au jeune le", read_day),
    Column(
        "guardian_notice_version",
        "version remise au représentant légal",
        cells.text,
        max_length=20,
    ),
    Column("guardian_notice_given_on", "notice remise au représentant légal le", read_day),
    Column("guardian_last_name", "nom du représentant légal", cells.text, max_length=80),
    Column("guardian_first_name", "prénom du représentant légal", cells.text, max_length=80),
    Column("guardian_link", "lien du représentant légal", cells.choice(GuardianLink),
           accepted="parent ou représentant légal"),
    Column("guardian_phone", "téléphone du représentant légal", read_phone),
    Column("guardian_email", "adresse électronique du représentant légal", cells.text),
    Column("tutor_name", "tuteur pédagogique", cells.text,
           accepted="identifiant ou adresse électronique du compte"),
    service_column(),
]  # fmt: skip
