"""What buyers and companies sent by the public forms: each kind waits once, one consultation is answered."""

from datetime import timedelta

from demonstration.days import Clock
from demonstration.zones import Zone
from offers.enums import BuyerKind, Calibre, ContractKind, FilingAnswer, FilingKind
from offers.filings import lifecycle
from offers.filings.places import service_for
from offers.models import Filing, FilingPart
from psf.accounts.models import User
from psf.territories.models import Commune

# Days ago: sent in the morning, confirmed within the hour.
DECLARED, CONSULTED, PROPOSED, ANSWERED = -1, -3, -2, -25
ANSWER = (
    "Deux parcours de 150 heures conviennent à ce volume. Prévoyez un tuteur disponible et des horaires"
    " de jour : un mineur peut être accueilli."
)


def send(zone: Zone, coordinator: User, clock: Clock) -> int:
    """In the perimeter of `coordinator`, who answers; how many filings."""
    communes = [Commune.objects.get(code=code) for _, town in zone.towns for code in town.communes]
    town_hall = {
        "name": "Oriane Falbala",
        "email": f"achats@ville-de-l-exemple-{zone.slug}.invalid",
        "phone": f"{zone.phone} 90 01",
        "organisation": f"Ville de l'Exemple ({zone.place})",
        "buyer_kind": BuyerKind.LOCAL,
    }
    filings = [
        _filed(
            _a_contract(town_hall, clock),
            [
                _held(zone, 1, "Atelier du Récit", Calibre.TWO_MONTHS, communes[0]),
                _held(zone, 2, "Jardins du Conte", Calibre.ONE_MONTH, communes[1]),
            ],
            communes[0],
            clock.at(DECLARED),
        ),
        _filed(
            _a_plan(town_hall, clock, "Restauration des écoles", 45),
            [FilingPart(hours=Calibre.TWO_MONTHS)],
            communes[0],
            clock.at(CONSULTED),
        ),
        _filed(
            Filing(
                kind=FilingKind.PROPOSAL,
                name="Tancrède Lisière",
                email=f"contact@fournil-{zone.slug}.invalid",
                phone=f"{zone.phone} 90 04",
                organisation="Fournil de la Fable",
                text="Nous avons déjà accueilli des stagiaires de troisième.",
            ),
            [
                FilingPart(
                    hours=Calibre.ONE_MONTH,
                    company_name="Fournil de la Fable",
                    contact_name="Tancrède Lisière",
                    contact_phone=f"{zone.phone} 90 04",
                    tasks="Préparation des pâtes, mise en rayon, accueil des clients.",
                )
            ],
            communes[1],
            clock.at(PROPOSED),
        ),
    ]
    answered = _filed(
        _a_plan(town_hall, clock, "Entretien des parcs", 10),
        [
            FilingPart(hours=Calibre.ONE_MONTH, lot="1"),
            FilingPart(hours=Calibre.ONE_MONTH, lot="2"),
        ],
        communes[0],
        clock.at(ANSWERED),
    )
    lifecycle.answer(
        answered,
        FilingAnswer.FAVOURABLE,
        ANSWER,
        by=coordinator,
        now=clock.at(ANSWERED + 4),
    )
    return len([*filings, answered])


def _a_contract(buyer: dict, clock: Clock) -> Filing:
    return Filing(
        kind=FilingKind.DECLARATION,
        reference="2026-EX-14",
        title="Entretien des bâtiments communaux",
        contract_kind=ContractKind.SERVICES,
        amount=240_000,
        firm_months=24,
        notified_on=clock.day(DECLARED - 6),
        **buyer,
    )


def _a_plan(buyer: dict, clock: Clock, title: str, published: int) -> Filing:
    return Filing(
        kind=FilingKind.CONSULTATION,
        title=title,
        contract_kind=ContractKind.SERVICES,
        amount=180_000,
        firm_months=12,
        publish_on=clock.day(published),
        **buyer,
    )


def _held(zone: Zone, lot: int, company: str, hours: int, commune: Commune) -> FilingPart:
    return FilingPart(
        lot=str(lot),
        hours=hours,
        company_name=company,
        contact_name="Sidonie Marelle",
        contact_phone=f"{zone.phone} 90 1{lot}",
        commune=commune,
        tasks="Petits travaux accompagnés, rangement, découverte des métiers.",
    )


def _filed(filing: Filing, parts: list[FilingPart], commune: Commune, now) -> Filing:
    service = service_for(commune)
    assert service is not None
    filing.commune, filing.service = commune, service
    for part in parts:
        if part.commune_id is None:
            part.commune = commune
    lifecycle.file(filing, parts, now=now)
    return lifecycle.confirm(filing, now=now + timedelta(minutes=20))
