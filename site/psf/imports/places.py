"""Communes and services that lines name, found for a whole chunk in a few queries."""

from psf.french.folding import fold
from psf.territories.models import Commune, Service

from .cells import padded, text
from .headers import plain
from .kinds import Column, Line

SHOWN_AT_ONCE = 6


def commune_columns(*, example: Commune | None = None) -> list[Column]:
    """The three columns that name a commune: INSEE code, or postal code and name."""
    return [
        Column(
            "commune_code",
            "code INSEE de la commune",
            padded(5),
            example="93066",
            accepted="5 caractères ; ou bien le code postal et la commune",
            also=("code commune", "code INSEE", "commune INSEE"),
        ),
        Column("postal_code", "code postal", padded(5), example="93200", accepted="5 chiffres"),
        Column("commune_name", "commune", text, example="Saint-Denis", also=("ville",)),
    ]


def service_column(example: str = "") -> Column:
    return Column(
        "service_name",
        "service",
        text,
        example=example,
        accepted="nom exact d'un service de votre périmètre ; vide : celui choisi à l'envoi",
        also=("service qui suit", "PSAD"),
    )


class Communes:
    """Communes named by the lines of a chunk."""

    def __init__(self, lines: list[Line]):
        codes = {line.get("commune_code") for line in lines} - {None}
        postal = {line.get("postal_code") for line in lines if not line.get("commune_code")} - {
            None
        }
        self.by_code = Commune.objects.in_bulk(codes, field_name="code")
        self.by_postal = {}
        if postal:
            for commune in Commune.objects.filter(postal_codes__overlap=sorted(postal)):
                for code in commune.postal_codes:
                    self.by_postal.setdefault(code, []).append(commune)

    def find(self, line: Line) -> Commune | None:
        """The commune of a line, or None with the reason on the line."""
        code, postal, name = (
            line.get(key) for key in ("commune_code", "postal_code", "commune_name")
        )
        if code:
            found = self.by_code.get(code)
            if found is None:
                line.wrong(f"aucune commune n'a le code « {code} ».", "code INSEE de la commune")
            return found
        if not postal:
            if name:
                line.wrong("ajoutez le code postal ou le code INSEE.", "commune")
            else:
                line.wrong(
                    "à remplir, ou bien le code postal et la commune.", "code INSEE de la commune"
                )
            return None
        near = self.by_postal.get(postal, [])
        if name:
            near = [c for c in near if _same_town(c.name, name)] or ([] if len(near) > 1 else near)
        if len(near) == 1:
            return near[0]
        known = self.by_postal.get(postal, [])
        if not known:
            line.wrong(f"aucune commune n'a le code postal « {postal} ».", "code postal")
        else:
            names = ", ".join(c.name for c in known[:SHOWN_AT_ONCE])
            line.wrong(f"précisez laquelle : {names}.", "commune")
        return None


def _same_town(one: str, other: str) -> bool:
    def words(name):
        return plain(name).replace("st ", "saint ").replace("ste ", "sainte ")

    return words(one) == words(other)


class Services:
    """The services that the author of an import may give to a line."""

    def __init__(self, context):
        self.default = context.service
        self.by_name = {
            fold(service.name): service
            for service in Service.objects.active()
            .following_young_people()
            .filter(pk__in=context.services)
        }

    def find(self, line: Line) -> Service | None:
        """The service of a line, or None with the reason on the line."""
        name = line.get("service_name")
        if not name:
            return self.default
        found = self.by_name.get(fold(name))
        if found is None:
            line.wrong(f"« {name} » n'est pas un service de votre périmètre.", "service")
        return found
