"""What the lines of one offer become."""

from django.urls import reverse
from wagtail.log_actions import log

from offers.imports.columns import (
    COLUMNS,
    CONTRACT_FIELDS,
    OFFER_CODE,
    OFFER_FIELDS,
    SHARED,
    SLOT_FIELDS,
)
from offers.imports.known import Known, slot_of
from offers.imports.writer import Writer
from psf.french.folding import fold
from psf.french.values import shown
from psf.imports.enums import Outcome
from psf.imports.errors import NotWritten
from psf.imports.kinds import ImportKind, register


@register
class OfferImport(ImportKind):
    slug = "offres"
    title = "Offres"
    noun = ("lieu d'accueil", "lieux d'accueil")
    permission = "offers.import_offer"
    icon = "folder-open-inverse"
    record = "offers.offer"
    intro = (
        "Une ligne par lieu d'accueil. Les lignes qui portent le même repère forment une seule"
        " offre : le marché et l'entreprise peuvent n'être écrits que sur la première. Un acheteur,"
        " une entreprise ou un marché déjà connus sont repris, jamais modifiés."
    )
    columns = COLUMNS

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
            slot = slot_of(offer, line.values)
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


def _changes(kind, row, names, values):
    found = []
    for name in names:
        new, old = values.get(name), getattr(row, name)
        if new is None or new == old:
            continue
        found.append((str(row._meta.get_field(name).verbose_name), shown(old), shown(new)))
    return found
