"""Suite «seek»: the search of every page, on the whole country, by what callers say."""

from collections.abc import Callable
from functools import partial

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks import national
from benchmarks.measures import Measure, cores, milliseconds, percentile
from benchmarks.queue import signed_in, size_in_words
from demonstration.national.country import coordinator_of, largest_academy
from demonstration.national.size import chance
from matching.models import Guardian, Placement, Youth
from offers.models import Buyer, Company, CompanyContact, Contract, Offer
from psf.perimeter.models import PerimeterGrant
from psf.perimeter.scope import perimeter

DRAWS = 20
TARGETS = {"seek_ms_p95": 100}
# What is asked of PostgreSQL must lead to its answer by an index: no other scan of these.
NEVER_SCANNED = (
    "matching_youth",
    "matching_guardian",
    "matching_placement",
    "offers_company",
    "offers_companycontact",
    "offers_companycontactaddress",
    "offers_contract",
    "offers_hostslot",
    "offers_offer",
    "territories_commune",
)


def run(*, scale: float, fresh: bool, say: Callable[[str], None]) -> list[Measure]:
    national.ensure(scale=scale, fresh=fresh, say=say)
    academy, files = largest_academy()
    assert academy is not None
    user = coordinator_of(academy)
    say(f"compte {user.username}, académie de {academy.name}, {files} parcours ouverts")
    return measure(user, say=say)


def measure(user, *, say: Callable[[str], None], draws: int = DRAWS) -> list[Measure]:
    """Each thing a caller may say, as one types and on the page of results."""
    size = size_in_words()
    said = sayings(user, draws)
    client = signed_in(user)
    times: list[float] = []
    slowest: dict[str, float] = {}
    for kind, texts in said.items():
        ask(client, texts[0])
        took = [milliseconds(partial(ask, client, text)) for text in texts]
        slowest[kind] = percentile(took, 0.95)
        times += took
    for kind, value in sorted(slowest.items(), key=lambda each: -each[1]):
        say(f"  {kind} : {value:.0f} ms")
    figures = {
        "seek_ms_p50": (percentile(times, 0.5), "ms"),
        "seek_ms_p95": (percentile(times, 0.95), "ms"),
        "seek_queries": (max(queries(client, texts[0]) for texts in said.values()), "requêtes"),
        "seek_whole_scans": (scans(client, said), "lectures"),
    }
    return [
        Measure(name, round(value, 2), unit, size, cores(), TARGETS.get(name))
        for name, (value, unit) in figures.items()
    ]


def sayings(user, draws: int) -> dict[str, list[str]]:
    """By kind: names, their beginnings, numbers, codes, addresses, drawn in the perimeter of `user`."""
    luck = chance("seek")

    def some(rows, *columns):
        found = list(rows.order_by("pk").values_list("pk", *columns)[:5000])
        return [each[1:] for each in luck.sample(found, min(draws, len(found)))]

    with perimeter(PerimeterGrant.objects.services_of(user)):
        youths = some(Youth.objects.current(), "last_name", "first_name", "phone", "code")
        guardians = some(Guardian.objects.all(), "last_name", "phone")
        files = some(Placement.objects.all(), "code")
    companies = some(Company.objects.current(), "name", "siret")
    contacts = some(CompanyContact.objects.filter(left_on=None), "name", "phone", "email")
    places = some(Company.objects.exclude(commune=None), "commune__name")
    return {
        "nom et prénom": [f"{first} {last}" for last, first, *_ in youths],
        "début d'un nom": [last[:3] for last, *_ in youths],
        "deux lettres": [last[:2] for last, *_ in youths],
        "téléphone d'un jeune": [phone for *_, phone, _code in youths if phone] or ["0639980000"],
        "derniers chiffres": [phone[-8:] for *_, phone, _ in youths if phone] or ["980000"],
        "code d'un jeune": [code for *_, code in youths],
        "représentant légal": [last for last, _ in guardians] or ["parent"],
        "dossier": [code for (code,) in files],
        "numéro seul": [code.rsplit("-", 1)[1] for (code,) in files],
        "entreprise": [name for name, _ in companies],
        "SIRET": [siret for _, siret in companies if siret] or ["12345678900012"],
        "contact": [name for name, *_ in contacts],
        "téléphone d'un contact": [phone for _, phone, _ in contacts if phone],
        "adresse d'un contact": [email for *_, email in contacts if email] or ["claude@exemple.fr"],
        "marché": [reference for (reference,) in some(Contract.objects.all(), "reference")],
        "offre": [code for (code,) in some(Offer.objects.all(), "code")],
        "acheteur": [name for (name,) in some(Buyer.objects.all(), "name")],
        "commune": [name for (name,) in places] or ["Créteil"],
        "rien": ["xyzzyq", "0000000001", "zzzz zzzz"],
    }


def ask(client: Client, text: str) -> None:
    address = reverse("work:seek")
    headers = {"X-Requested-With": "XMLHttpRequest"}
    response = client.post(address, {"quoi": text}, headers=headers)
    if response.status_code != 200:
        raise RuntimeError(f"{address}: {response.status_code}")


def queries(client: Client, text: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        ask(client, text)
    return len(captured)


def scans(client: Client, said: dict[str, list[str]]) -> int:
    """How many whole tables were read, over one saying of each kind."""
    found = 0
    for texts in said.values():
        with CaptureQueriesContext(connection) as captured:
            ask(client, texts[0])
        found += sum(_reads_a_whole_table(each["sql"]) for each in captured)
    return found


def _reads_a_whole_table(sql: str) -> bool:
    if not sql.startswith("SELECT"):
        return False
    with connection.cursor() as cursor:
        cursor.execute(f"explain {sql}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    return any(f"Seq Scan on {table}" in plan for table in NEVER_SCANNED)
