"""Offers by file, one line per hosting slot; lines of one offer share its key."""

import re
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse
from wagtail.log_actions import log

from offers.enums import BuyerContactRole, BuyerKind, Calibre, ContactRole, ContractKind
from offers.identifiers import compact_digits
from offers.models import (
    Buyer,
    BuyerContact,
    Company,
    CompanyContact,
    Contract,
    HostSlot,
    Offer,
    Rome,
)
from offers.workflow import declare
from psf.french import fold
from psf.imports import cells
from psf.imports.enums import Outcome
from psf.imports.errors import NotWritten, WrongCell
from psf.imports.kinds import Column, ImportKind, register
from psf.imports.places import Communes, Services, commune_columns, service_column
from psf.imports.refusals import of_validation

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
    hours = cells.integer(value)
    if hours not in Calibre.values:
        raise WrongCell(
            f"un calibre de {hours} h n'existe pas : 150, 300, 450 ou 900 heures, rien entre deux."
        )
    return hours


romes = cells.listed(
    r"[A-N](\d{2}|\d{4})",
    "un code ROME : une lettre et quatre chiffres, par exemple M1602",
)


@register
class OfferImport(ImportKind):
    slug = "offres"
    title = "Offres"
    noun = ("lieu d'accueil", "lieux d'accueil")
    permission = "offers.import_offer"
    icon = "folder-open-inverse"
    intro = (
        "Une ligne par lieu d'accueil. Les lignes qui portent le même repère forment une seule"
        " offre : le marché et l'entreprise peuvent n'être écrits que sur la première. Un acheteur,"
        " une entreprise ou un marché déjà connus sont repris, jamais modifiés."
    )
    columns = [
        Column("key", "offre", cells.text, required=True, example="MAR-12", max_length=40,
               accepted="votre repère, le même pour toutes les lignes d'une offre ; ou le code"
               " d'une offre à compléter, O-2026-00012", also=("repère de l'offre",)),
        Column("buyer_name", "acheteur", cells.text, example="Ville d'Exempleville",
               max_length=200, accepted="vide pour une offre volontaire de l'entreprise"),
        Column("buyer_siret", "SIRET de l'acheteur", cells.digits, accepted="14 chiffres"),
        Column("buyer_kind", "nature de l'acheteur",
               cells.choice(BuyerKind, hopital="hospital", etat="state"), example="collectivité",
               accepted=" · ".join(map(str, BuyerKind.labels))),
        Column("buyer_contact", "contact de l'acheteur", cells.text, max_length=120),
        Column("buyer_phone", "téléphone de l'acheteur", cells.phone),
        Column("buyer_email", "adresse électronique de l'acheteur", cells.text),
        Column("reference", "référence du marché", cells.text, example="2026-M-0012",
               max_length=60),
        Column("title", "objet du marché", cells.text, example="Entretien des espaces verts",
               max_length=300),
        Column("contract_kind", "nature du marché", cells.choice(ContractKind),
               example="services", accepted=" · ".join(map(str, ContractKind.labels))),
        Column("cpv", "code CPV", cells.text, example="77310000-6",
               accepted="8 chiffres, tiret et clé facultatifs"),
        Column("amount", "montant HT de la période ferme", cells.amount, example="180000",
               accepted="en euros", also=("montant HT",)),
        Column("firm_months", "période ferme (mois)", cells.integer, example="24"),
        Column("notified_on", "date de notification", cells.date, example="15/09/2026",
               also=("notifié le",)),
        Column("firm_end", "fin de la période ferme", cells.date,
               accepted="calculée si vous la laissez vide"),
        Column("gratification_granted", "gratification dès la première heure", cells.yes_no,
               accepted="oui ou non"),
        Column("company_name", "entreprise", cells.text, example="Jardins Fictifs SAS",
               max_length=200, accepted="titulaire du marché"),
        Column("company_siret", "SIRET de l'entreprise", cells.digits, accepted="14 chiffres"),
        Column("activity", "activité", cells.text, max_length=200),
        Column("contact_name", "contact dans l'entreprise", cells.text, example="Camille Exemple",
               max_length=120, also=("contact",)),
        Column("contact_role", "rôle du contact",
               cells.choice(ContactRole, tuteur="tutor", rh="hr", direction="management"),
               example="tuteur entreprise", accepted=" · ".join(map(str, ContactRole.labels))),
        Column("contact_function", "fonction du contact", cells.text, max_length=120),
        Column("contact_phone", "téléphone du contact", cells.phone, example="01 99 00 12 34"),
        Column("contact_email", "adresse électronique du contact", cells.text),
        Column("other_name", "second contact", cells.text, max_length=120),
        Column("other_role", "rôle du second contact",
               cells.choice(ContactRole, tuteur="tutor", rh="hr", direction="management"),
               accepted=" · ".join(map(str, ContactRole.labels))),
        Column("other_phone", "téléphone du second contact", cells.phone),
        Column("other_email", "adresse électronique du second contact", cells.text),
        Column("calibre", "calibre", calibre, example="300", accepted="150, 300, 450 ou 900"),
        Column("hours", "heures dues", cells.integer, accepted="vide : celles du calibre"),
        Column("derogation_reason", "motif de la dérogation", cells.text, max_length=200,
               accepted="si les heures ne sont pas celles du calibre"),
        Column("derogation_agreed_on", "accord de la MLDS le", cells.date),
        Column("splittable", "fractionnable", cells.yes_no, accepted="oui ou non"),
        Column("declared_on", "déclarée le", cells.date, accepted="vide : aujourd'hui"),
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
        Column("days_per_week", "jours par semaine", cells.integer, example="3",
               accepted="1 à 5"),
        Column("weekly_hours", "heures par semaine", cells.integer, example="21"),
        Column("window_from", "accueil possible à partir du", cells.date),
        Column("window_until", "accueil possible jusqu'au", cells.date),
        Column("adults_only", "18 ans et plus", cells.yes_no, accepted="oui ou non"),
        Column("host_name", "sous-traitant d'accueil", cells.text, max_length=200,
               accepted="si ce n'est pas le titulaire qui accueille"),
        Column("host_siret", "SIRET du sous-traitant", cells.digits),
        service_column(),
    ]  # fmt: skip

    def group_key(self, cells, number):
        return fold(cells.get("key", "")) or number

    def twin_keys(self, read):
        if read("key") and read("site"):
            yield (
                fold(read("key")),
                fold(read("site")),
                fold(read("contact_name") or ""),
                fold(read("commune_code") or read("commune_name") or ""),
            )

    def label(self, line):
        who = line.cells.get("company_name", "")
        site = line.cells.get("site", "")
        return " – ".join(part for part in (line.cells.get("key", ""), who, site) if part)

    def address(self, pk):
        return reverse("wagtailsnippets_offers_offer:inspect", args=[pk])

    def examine(self, lines, context):
        known = Known(lines, context)
        groups = {}
        for line in lines:
            groups.setdefault(line.group, []).append(line)
        for group in groups.values():
            self._share(group)
            for line in group:
                self._resolve(line, known)
            if all(line.ok for line in group):
                self._examine_offer(group, known, context)

    def _share(self, group):
        """Give every line of an offer what one of them says; two different answers are an error."""
        said = {}
        for line in group:
            for key in SHARED:
                if key not in line.values:
                    continue
                number, value = said.setdefault(key, (line.number, line.values[key]))
                if value != line.values[key]:
                    line.wrong(
                        f"différent de la ligne {number}, de la même offre.",
                        self.column(key).title,
                    )
        for line in group:
            for key, (_, value) in said.items():
                line.values.setdefault(key, value)

    def _resolve(self, line, known):
        values = line.values
        values["commune"] = known.communes.find(line)
        values["service"] = known.services.find(line)
        found = [known.romes.get(code) for code in values.get("romes", ())]
        if None in found:
            wrong = values["romes"][found.index(None)]
            line.wrong(f"« {wrong} » n'existe pas.", self.column("romes").title)
        values["rome_rows"] = found
        values["buyer"] = known.buyers.find(values.get("buyer_siret"), values.get("buyer_name"))
        values["company"] = known.companies.find(
            values.get("company_siret"), values.get("company_name")
        )
        if values["buyer"] and values.get("reference"):
            values["contract"] = known.contract(values["buyer"], values["reference"])

    def _examine_offer(self, group, known, context):
        first = group[0]
        offer = self._existing(first, group, known)
        if not first.ok:
            return
        if offer is None:
            self._need(first, *self._needed(first.values))
            for line in group:
                line.outcome = Outcome.NEW
                line.objects["service_id"] = line.values["service"].pk if line.ok else None
            return
        for line in group:
            line.record = (offer.code, offer.pk)
            line.objects["service_id"] = offer.service_id
            line.objects["offer"] = offer
            if offer.service_id not in context.services:
                service = offer.service
                line.outcome = Outcome.DUPLICATE
                line.notes.append(
                    f"Offre {offer.code} suivie par un autre service, contactez {service}"
                    f" {service.phone}".rstrip()
                    + "."
                )
        if not first.outcome:
            self._compare(group, offer, known)

    def _existing(self, first, group, known):
        """The offer that the lines complete: by its code, or by contract, company and site."""
        key = first.values["key"].strip().upper()
        if OFFER_CODE.fullmatch(key):
            offer = known.offers_by_code.get(key)
            if offer is None:
                first.wrong(f"aucune offre n'a le code « {key} ».", self.column("key").title)
            return offer
        values = first.values
        company = values["company"]
        contract = values.get("contract")
        if company is None or (values.get("reference") and contract is None):
            return None
        sites = {fold(line.values["site"]) for line in group}
        for offer in known.offers_of(company):
            if offer.contract_id != (contract.pk if contract else None):
                continue
            if values.get("calibre") not in (None, offer.calibre):
                continue
            if sites & {fold(slot.site) for slot in offer.slots.all()}:
                return offer
        return None

    def _needed(self, values):
        """Columns without which a new offer cannot be written."""
        yield from ("calibre", "company_name")
        if values["company"] is None or not values["company"].contacts.exists():
            yield "contact_name"
        if values.get("contract"):
            return
        contract_like = [key for key in CONTRACT_FIELDS if key in values]
        if contract_like or values.get("buyer_name") or values.get("buyer_siret"):
            yield from ("reference", "title", "contract_kind", "firm_months", "notified_on")
            if values["buyer"] is None:
                yield from ("buyer_name", "buyer_kind")

    def _need(self, line, *keys):
        for key in keys:
            if line.values.get(key) in (None, "") and not (
                key == "company_name" and line.values["company"]
            ):
                line.wrong("à remplir pour une nouvelle offre.", self.column(key).title)

    def _compare(self, group, offer, known):
        shared = _changes(self, offer, OFFER_FIELDS, group[0].values)
        for number, line in enumerate(group):
            line.changes += shared if number == 0 else []
            slot = _slot_of(offer, line.values)
            line.objects["slot"] = slot
            if slot is None:
                line.outcome = Outcome.NEW
                line.notes.append(f"Nouveau lieu d'accueil de l'offre {offer.code}.")
                continue
            line.changes += _changes(self, slot, SLOT_FIELDS, line.values)
            if slot.commune_id != line.values["commune"].pk:
                line.changes.append(("commune", str(slot.commune), str(line.values["commune"])))
            former = sorted(rome.code for rome in slot.romes.all())
            wished = sorted(line.values.get("romes", former))
            if former != wished:
                line.changes.append(("métiers ROME", " ".join(former), " ".join(wished)))
            line.outcome = Outcome.CHANGED if line.changes else Outcome.SAME

    def write(self, lines, context):
        """Write the lines of one offer: what it needs first, then the offer, then its slots."""
        writer = Writer(self, lines, context)
        writer.write()
        if writer.failed:
            raise NotWritten
        if context.trial:
            return
        offer = writer.offer
        for line in lines:
            line.record = (offer.code, offer.pk)
            line.objects["service_id"] = offer.service_id
        log(
            instance=offer,
            action="wagtail.create" if writer.is_new else "wagtail.edit",
            user=context.user,
        )


class Writer:
    """Writes the lines of one offer in the open savepoint; refusals go to the lines."""

    def __init__(self, kind, lines, context):
        self.kind, self.lines, self.context = kind, lines, context
        self.values = lines[0].values
        self.failed = False
        self.offer = None
        self.is_new = False

    def write(self):
        company = self.company("company")
        contract = self.contract(company)
        if self.failed:
            return
        existing = self.lines[0].objects.get("offer")
        self.offer = Offer.objects.get(pk=existing.pk) if existing else None
        self.is_new = self.offer is None
        offer = self.offer or Offer(
            company=company,
            contract=contract,
            service=self.values["service"],
            stage_since=self.context.now,
        )
        self.fill(offer, OFFER_FIELDS, self.values)
        if offer.hours is None:
            offer.hours = offer.calibre
        if self.is_new:
            offer.code = self.trial_code()
        if not self.save(offer, self.lines[0]):
            return
        self.offer = offer
        for number, line in enumerate(self.lines):
            self.slot(line, offer, company, number)
        if not self.failed and self.is_new and not self.context.trial:
            declare(offer, by=self.context.user, now=self.context.now)

    def trial_code(self):
        return f"?{self.lines[0].group}" if self.context.trial else ""

    def fill(self, row, names, values):
        for name in names:
            if values.get(name) is not None:
                setattr(row, name, values[name])

    def save(self, row, line) -> bool:
        """Validate as the forms do, and save; refusals go to `line`."""
        try:
            row.full_clean(exclude=["code"] if hasattr(row, "codes") else [])
        except ValidationError as error:
            self.failed = True
            for title, message in of_validation(error, type(row)):
                line.wrong(message, f"{row._meta.verbose_name}, {title}" if title else "")
            return False
        row.save()
        return True

    def company(self, prefix, line=None):
        line = line or self.lines[0]
        found = Finder(Company.objects.filter(merged_into=None)).search(
            line.values.get(f"{prefix}_siret"), line.values.get(f"{prefix}_name")
        )
        if found is not None:
            return found
        company = Company(
            name=line.values.get(f"{prefix}_name", ""),
            siret=line.values.get(f"{prefix}_siret", ""),
            activity=line.values.get("activity", "") if prefix == "company" else "",
        )
        return company if self.save(company, line) else None

    def contract(self, company):
        values, line = self.values, self.lines[0]
        if not values.get("reference") or company is None:
            return None
        buyer = Finder(Buyer.objects.all()).search(
            values.get("buyer_siret"), values.get("buyer_name")
        )
        if buyer is None:
            buyer = Buyer(
                name=values.get("buyer_name", ""),
                siret=values.get("buyer_siret", ""),
                kind=values.get("buyer_kind", ""),
            )
            if not self.save(buyer, line):
                return None
        known = Contract.objects.filter(buyer=buyer, reference=values["reference"]).first()
        if known is not None:
            if known.company_id != company.pk:
                line.notes.append(f"Le titulaire enregistré de ce marché est {known.company}.")
            return known
        contract = Contract(buyer=buyer, company=company, contact=self.buyer_contact(buyer))
        names = [name for name in CONTRACT_FIELDS if name != "contract_kind"]
        self.fill(contract, names, values)
        contract.kind = values.get("contract_kind", "")
        return contract if self.save(contract, line) else None

    def buyer_contact(self, buyer):
        values = self.values
        name = values.get("buyer_contact")
        if not name:
            return None
        for contact in buyer.contacts.all():
            if fold(contact.name) == fold(name):
                return contact
        contact = BuyerContact(
            buyer=buyer,
            name=name,
            role=BuyerContactRole.BUYER,
            phone=values.get("buyer_phone", ""),
            email=values.get("buyer_email", ""),
        )
        return contact if self.save(contact, self.lines[0]) else None

    def slot(self, line, offer, company, number):
        values = line.values
        host = self.company("host", line) if values.get("host_name") else None
        contact = self.person(line, "contact", host or company, rank=1)
        self.person(line, "other", company, rank=2)
        if self.failed:
            return
        found = line.objects.get("slot")
        slot = HostSlot.objects.get(pk=found.pk) if found else HostSlot(offer=offer, host=host)
        self.fill(slot, SLOT_FIELDS, values)
        slot.commune = values["commune"]
        if contact is not None and contact.role == ContactRole.TUTOR:
            slot.tutor = contact
        if found is None:
            slot.code = f"?{line.group}-{number}" if self.context.trial else ""
        if values.get("romes"):
            # A cluster keeps them in memory until it is saved.
            slot.romes.set(values["rome_rows"])
        self.save(slot, line)

    def person(self, line, prefix, company, *, rank):
        """The contact a line names: the one already known by that name, or a new one."""
        values = line.values
        name = values.get(f"{prefix}_name")
        if not name or company is None:
            return None
        for contact in company.contacts.filter(left_on=None):
            if fold(contact.name) == fold(name):
                return contact
        contact = CompanyContact(
            company=company,
            name=name,
            role=values.get(f"{prefix}_role")
            or (ContactRole.TUTOR if prefix == "contact" else ContactRole.OTHER),
            function=values.get(f"{prefix}_function", ""),
            phone=values.get(f"{prefix}_phone", ""),
            email=values.get(f"{prefix}_email", ""),
            rank=rank,
        )
        return contact if self.save(contact, line) else None


class Finder:
    """Buyers or companies, by SIRET, else by name when one of the two has no SIRET."""

    def __init__(self, queryset, sirets=(), names=()):
        self.queryset = queryset
        self.by_siret, self.by_name = {}, {}
        if sirets or names:
            found = queryset.filter(Q(siret__in=sirets) | Q(sort_name__in=names)).order_by("pk")
            self._remember(found)

    def _remember(self, rows):
        for row in rows:
            if row.siret:
                self.by_siret.setdefault(row.siret, row)
            self.by_name.setdefault(fold(row.name), row)

    def find(self, siret, name):
        siret = compact_digits(siret or "")
        if siret and siret in self.by_siret:
            return self.by_siret[siret]
        same = self.by_name.get(fold(name or ""))
        return same if same and not (siret and same.siret) else None

    def search(self, siret, name):
        """The same, asking the database now: an earlier offer of the file may have created it."""
        self.by_siret, self.by_name = {}, {}

        query = Q(sort_name=fold(name or ""))
        if siret:
            query |= Q(siret=compact_digits(siret))
        self._remember(self.queryset.filter(query).order_by("pk"))
        return self.find(siret, name)


class Known:
    """What the lines of a chunk name, in a constant number of queries."""

    def __init__(self, lines, context):
        self.communes = Communes(lines)
        self.services = Services(context)
        codes = {code for line in lines for code in line.get("romes", ())}
        self.romes = Rome.objects.in_bulk(codes)
        self.buyers = self._finder(Buyer.objects.all(), lines, "buyer")
        self.companies = self._finder(Company.objects.filter(merged_into=None), lines, "company")
        references = {line.get("reference") for line in lines} - {None}
        self.contracts = {
            (contract.buyer_id, contract.reference): contract
            for contract in Contract.objects.filter(reference__in=references)
        }
        self._offers(lines)

    def _finder(self, queryset, lines, prefix):
        return Finder(
            queryset,
            {line.get(f"{prefix}_siret") for line in lines} - {None},
            {fold(line.get(f"{prefix}_name", "")) for line in lines} - {""},
        )

    def _offers(self, lines):

        codes = {line.get("key", "").strip().upper() for line in lines}
        companies = {
            company.pk
            for line in lines
            if (company := self.companies.find(line.get("company_siret"), line.get("company_name")))
        }
        found = (
            Offer.objects.filter(Q(code__in=codes) | Q(company__in=companies))
            .select_related("service", "company")
            .prefetch_related("slots__romes", "slots__commune", "slots__tutor")
            .order_by("pk")
        )
        self.offers_by_code, self.by_company = {}, {}
        for offer in found:
            self.offers_by_code[offer.code] = offer
            self.by_company.setdefault(offer.company_id, []).append(offer)

    def offers_of(self, company):
        return self.by_company.get(company.pk, [])

    def contract(self, buyer, reference):
        return self.contracts.get((buyer.pk, reference))


def _slot_of(offer, values):
    """The slot of `offer` that a line is about: same site, and same tutor when both are named."""
    for slot in offer.slots.all():
        if fold(slot.site) != fold(values["site"]):
            continue
        tutor = values.get("contact_name")
        if slot.tutor and tutor and fold(slot.tutor.name) != fold(tutor):
            continue
        return slot
    return None


def _changes(kind, row, names, values):
    found = []
    for name in names:
        new, old = values.get(name), getattr(row, name)
        if new is None or new == old:
            continue
        found.append((str(row._meta.get_field(name).verbose_name), _shown(old), _shown(new)))
    return found


def _shown(value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if hasattr(value, "strftime"):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return str(value)
