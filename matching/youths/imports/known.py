"""What the lines of a chunk name, found in a constant number of queries."""

from django.db.models import Q

from matching.models import Guardian, Youth, YouthInterest
from matching.youths.duplicates import Identity
from matching.youths.imports.columns import CODE, ROME
from offers.models import Field, Rome
from psf.accounts.models import User
from psf.french.folding import fold
from psf.imports.places import Communes, Services
from psf.territories.models import School


class Known:
    """What the lines of a chunk name, in a constant number of queries."""

    def __init__(self, lines, context):
        self.communes = Communes(lines)
        self.services = Services(context)
        self.context = context
        self.schools = School.objects.in_bulk(
            {line.get("uai") for line in lines} - {None}, field_name="uai"
        )
        self.domaines = {rome.pk: rome for rome in Rome.objects.filter(level=Rome.Level.DOMAINE)}
        self.fields = {
            fold(field.label): field for field in Field.objects.prefetch_related("domaines")
        }
        self._tutors(lines)
        self._youths(lines)

    def wishes(self, word) -> list[tuple[Field | None, Rome]]:
        """What one wish means: the domaines of a plain word, or one domaine by its code."""
        if field := self.fields.get(word):
            return [(field, domaine) for domaine in field.domaines.all()]
        domaine = self.domaines.get(word[:3]) if ROME.fullmatch(word) else None
        return [(None, domaine)] if domaine else []

    def _tutors(self, lines):
        names = {line.get("tutor_name", "").lower() for line in lines} - {""}
        self.tutors, self.covered = {}, {}
        if names:
            for user in User.objects.active().filter(groups__name__isnull=False).distinct():
                for name in (user.username.lower(), user.email.lower()):
                    if name in names:
                        self.tutors[name] = user

    def tutor(self, name, service):
        """The account of that name or address, when it follows young people in `service`."""
        user = self.tutors.get(name.lower())
        if user is None or service is None:
            return None
        key = user.pk, service.pk
        if key not in self.covered:
            self.covered[key] = user.sees_persons and user.covers(service)
        return user if self.covered[key] else None

    def _youths(self, lines):
        query = Q(birth_date__in={line.get("birth_date") for line in lines})
        query |= Q(ine__in={line.get("ine") for line in lines} - {None})
        query |= Q(code__in={line.get(CODE) for line in lines} - {None})
        found = list(
            Youth.objects.current()
            .filter(query)
            .select_related("service", "commune", "last_school", "tutor")
        )
        self.by_code = {youth.code: youth for youth in found}
        self.by_ine = {youth.ine: youth for youth in found if youth.ine}
        self.by_birth_date = {}
        for youth in found:
            self.by_birth_date.setdefault(youth.birth_date, []).append(youth)
        ids = [youth.pk for youth in found]
        self.interests = {}
        for youth_id, code in (
            YouthInterest.objects.filter(youth__in=ids)
            .order_by("rank", "pk")
            .values_list("youth_id", "domaine_id")
        ):
            self.interests.setdefault(youth_id, []).append(code)
        self.guardians = {}
        for guardian in Guardian.objects.filter(youth__in=ids):
            self.guardians.setdefault(guardian.youth_id, []).append(guardian)

    def find(self, line, service):
        """The record in sight that the line is about, or None."""
        if code := line.get(CODE):
            if code not in self.by_code:
                line.wrong(f"aucun jeune de votre périmètre n'a le code « {code} ».", CODE)
            return self.by_code.get(code)
        ine = line.get("ine")
        if ine and ine in self.by_ine:
            return self.by_ine[ine]
        person = identity(line)
        same = [
            youth
            for youth in self.by_birth_date.get(person.birth_date, [])
            if youth.sort_name == person.sort_name and person.is_near(youth)
        ]
        same.sort(key=lambda youth: (service is None or youth.service_id != service.pk, youth.pk))
        return same[0] if same else None

    def near(self, line):
        """A record in sight of nearly the same name and the same day of birth, or None.

        Two lines of one file, twins for instance, were both shown and stand.
        """
        person = identity(line)
        for youth in self.by_birth_date.get(person.birth_date, []):
            if person.is_near(youth) and not self.context.wrote(youth.pk):
                return youth
        return None

    def guardian(self, youth, values):
        wanted = fold(values["guardian_last_name"])
        return next(
            (g for g in self.guardians.get(youth.pk, []) if fold(g.last_name) == wanted), None
        )


def identity(line) -> Identity:
    """Who a line speaks of."""
    return Identity(
        line.get("ine", ""),
        line.get("last_name", ""),
        line.get("first_name", ""),
        line.get("birth_date"),
    )
