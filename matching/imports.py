"""Young people by file: columns in the words of the SIEI lists, and what a line becomes."""

import re
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log

from matching.duplicates import Identity, find_beyond, followed_elsewhere
from matching.enums import (
    Diploma,
    GuardianLink,
    SchoolExit,
    Sex,
    Situation,
)
from matching.identifiers import masked
from matching.models import Guardian, MatchingPolicy, Youth, YouthInterest
from matching.situations import change_situation, start_following_all
from offers.enums import Calibre
from offers.models import Field, Rome
from psf.accounts.models import User
from psf.french import fold
from psf.imports import cells
from psf.imports.enums import Outcome
from psf.imports.kinds import Column, ImportKind, Line, register
from psf.imports.places import Communes, Services, commune_columns, service_column
from psf.imports.refusals import of_validation
from psf.perimeter.models import ProtectedLogEntry
from psf.territories.models import School

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
    "guardian_notice_given_on",
]
FOUND = ("commune", "last_school", "tutor")
ROME = re.compile(r"[A-N]\d{2}(\d{2})?")
GUARDIAN = ["last_name", "first_name", "link", "phone", "email"]


def upper(value: str) -> str:
    return "".join(value.split()).upper()


def calibre(value: str) -> int:
    hours = cells.integer(value)
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


@register
class YouthImport(ImportKind):
    slug = "jeunes"
    title = "Jeunes"
    noun = ("jeune", "jeunes")
    permission = "matching.import_youth"
    icon = "user"
    campaign = True
    together = True
    intro = (
        "Une ligne par jeune. Un jeune déjà suivi par votre service est reconnu à son code, à son"
        " INE, ou à ses nom, prénom et date de naissance ; une cellule vide ne change rien."
        " Aucune donnée de santé, de famille ou de justice."
    )
    columns = [
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
            cells.date,
            required=True,
            example="22/11/2009",
            accepted="jour/mois/année",
            also=("né le", "née le", "né(e) le"),
        ),
        Column("birth_place", "lieu de naissance", cells.text, max_length=120),
        Column("phone", "téléphone", cells.phone, example="06 39 98 00 01", also=("portable",)),
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
        Column("school_exit_on", "date de sortie", cells.date, example="03/07/2026",
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
            cells.date,
            example="15/11/2026",
            accepted="sans cette date, la situation d'un jeune déjà suivi ne change pas",
        ),
        Column("domaines", "domaines souhaités", wishes, example="restauration, cuisine ; informatique",
               accepted="champs ou codes ROME de domaines, séparés par des points-virgules, dans l'ordre"),
        Column("available_from", "disponible à partir du", cells.date, example="01/12/2026"),
        Column("available_until", "disponible jusqu'au", cells.date),
        Column("hours_wanted", "durée souhaitée", calibre, example="300",
               accepted="150, 300, 450 ou 900 (heures)"),
        Column("radius_km", "distance possible (km)", cells.integer, example="20"),
        Column("wants_far", "souhaite s'éloigner", cells.yes_no, example="non",
               accepted="oui ou non"),
        Column("notice_version", "version de la notice", cells.text, max_length=20),
        Column("notice_given_on", "notice remise au jeune le", cells.date),
        Column("guardian_notice_given_on", "notice remise au représentant légal le", cells.date),
        Column("guardian_last_name", "nom du représentant légal", cells.text, max_length=80),
        Column("guardian_first_name", "prénom du représentant légal", cells.text, max_length=80),
        Column("guardian_link", "lien du représentant légal", cells.choice(GuardianLink),
               accepted="parent ou représentant légal"),
        Column("guardian_phone", "téléphone du représentant légal", cells.phone),
        Column("guardian_email", "adresse électronique du représentant légal", cells.text),
        Column("tutor_name", "tuteur pédagogique", cells.text,
               accepted="identifiant ou adresse électronique du compte"),
        service_column(),
    ]  # fmt: skip

    def twin_keys(self, read):
        ine = read("ine")
        if ine:
            yield ("ine", ine)
        if code := read(CODE):
            yield ("code", code)
        names = read("last_name"), read("first_name"), read("birth_date")
        if all(names):
            # Two people of one name and birth date may exist, each with an INE.
            yield ("person", *map(fold, names[:2]), names[2], ine if ine else "")

    def label(self, line):
        return f"{line.cells.get('first_name', '')} {line.cells.get('last_name', '')}".strip()

    def address(self, pk):
        return reverse("wagtailsnippets_matching_youth:inspect", args=[pk])

    def examine(self, lines, context):
        known = Known(lines, context)
        for line in lines:
            self._examine_one(line, context, known)
        self._look_beyond([line for line in lines if line.outcome == Outcome.NEW], context)

    def _look_beyond(self, lines, context):
        """New here may be followed elsewhere: say whom to call, and nothing more."""
        people = [identity(line) for line in lines]
        for line, service in zip(lines, find_beyond(people, by=context.user), strict=True):
            if service is not None:
                line.outcome = Outcome.DUPLICATE
                line.notes = [followed_elsewhere(service)]

    def _examine_one(self, line: Line, context, known: "Known"):
        values = line.values
        service = known.services.find(line)
        existing = known.find(line, service)
        self._resolve(line, known, service, is_new=existing is None)
        line.objects["service_id"] = service.pk if service else None
        if not line.ok:
            return
        if existing is None:
            if near := known.near(line):
                line.record = (near.code, near.pk)
                line.objects["service_id"] = near.service_id
                line.outcome = Outcome.DUPLICATE
                line.notes.append(
                    f"Ressemble à {near.full_name}, {near.code}, même date de naissance. Si c'est"
                    " la même personne, écrivez ce code dans la colonne « code » ; sinon,"
                    " enregistrez ce jeune par le formulaire."
                )
                return
            line.outcome = Outcome.NEW
            self._clean(line, build(values, service), context)
            return
        line.record = (existing.code, existing.pk)
        line.objects["service_id"] = existing.service_id
        if existing.service_id != service.pk:
            line.outcome = Outcome.DUPLICATE
            line.notes.append(
                f"Déjà suivi par {existing.service} ({existing.code}) : transférez le dossier"
                " plutôt que d'en créer un second."
            )
            return
        self._compare(line, existing, known, context)

    def _resolve(self, line, known, service, *, is_new):
        """Replace codes by rows: commune, school, tutor, domaines."""
        values = line.values
        named = any(values.get(key) for key in ("commune_code", "postal_code", "commune_name"))
        if is_new or named:
            values["commune"] = known.communes.find(line)
        if uai := values.get("uai"):
            values["last_school"] = known.schools.get(uai)
            if values["last_school"] is None:
                line.wrong(
                    f"aucun établissement n'a le numéro « {uai} ».", self.column("uai").title
                )
        if name := values.get("tutor_name"):
            values["tutor"] = known.tutor(name, service)
            if values["tutor"] is None:
                line.wrong(
                    f"« {name} » n'est pas un tuteur de ce service.",
                    self.column("tutor_name").title,
                )
        if words := values.get("domaines"):
            values["wishes"] = []
            for word in words:
                found = known.wishes(word)
                if not found:
                    line.wrong(
                        f"« {word} » n'est ni un champ ni un domaine ROME (G16).",
                        self.column("domaines").title,
                    )
                values["wishes"] += found
        if is_new and values.get("guardian_last_name") and not values.get("guardian_link"):
            values["guardian_link"] = GuardianLink.LEGAL

    def _compare(self, line, existing, known, context):
        """Old → new for every filled cell that differs."""
        values = line.values
        for name in (*PLAIN, *FOUND):
            if name in values and getattr(existing, name) != values[name]:
                line.changes.append(
                    (
                        _label(name),
                        _shown(existing, name),
                        _shown_value(existing, name, values[name]),
                    )
                )
        if moves_situation(values, existing):
            line.changes.append(
                (
                    "situation",
                    str(existing.get_situation_display()),
                    str(Situation(values["situation"]).label),
                )
            )
        if "wishes" in values:
            former = known.interests.get(existing.pk, [])
            wished = [domaine.code for _, domaine in values["wishes"]]
            if former != wished:
                line.changes.append(("domaines souhaités", " ".join(former), " ".join(wished)))
        if values.get("guardian_last_name"):
            former = known.guardian(existing, values)
            for key in GUARDIAN[2:]:
                new = values.get(f"guardian_{key}")
                old = getattr(former, key, "") if former else ""
                if new and new != old:
                    title = self.column(f"guardian_{key}").title
                    line.changes.append((title, str(old), str(new)))
        line.outcome = Outcome.CHANGED if line.changes else Outcome.SAME
        if line.changes:
            self._clean(line, updated(existing, values), context)

    def _clean(self, line, youth, context):
        """The model's own validation, without one query for each reference and constraint."""
        try:
            youth.full_clean(
                exclude=["code", "service", "commune", "last_school", "tutor"],
                validate_unique=False,
                validate_constraints=False,
            )
        except ValidationError as error:
            for title, message in of_validation(error, Youth):
                line.wrong(message, title)
        if "policy" not in context.cache:
            context.cache["policy"] = MatchingPolicy.current()
        policy = context.cache["policy"]
        if line.ok and youth.age < policy.min_age:
            line.notes.append(
                f"{youth.age} ans : le SIEI exclut les moins de {policy.min_age} ans."
            )
        if guardian := guardian_of(youth, line.values):
            try:
                guardian.full_clean(
                    exclude=["youth", "service"], validate_unique=False, validate_constraints=False
                )
            except ValidationError as error:
                for title, message in of_validation(error, Guardian):
                    line.wrong(message, f"représentant légal, {title}")

    def write(self, lines, context):
        new = [line for line in lines if line.outcome == Outcome.NEW]
        services = Services(context)
        youths = [build(line.values, services.find(line)) for line in new]
        # On trial a code is not drawn: sequences never give numbers back.
        codes = [f"?{n}" for n in range(len(new))] if context.trial else Youth.codes.take(len(new))
        for youth, code in zip(youths, codes, strict=True):
            youth.code = code
        Youth.objects.bulk_create(youths)
        hang_on(zip(youths, (line.values for line in new), strict=True))
        if not context.trial:
            start_following_all(youths, by=context.user, now=context.now)
            log_created(youths, context.user)
            for youth, line in zip(youths, new, strict=True):
                line.record = (youth.code, youth.pk)
        for line in lines:
            if line.outcome == Outcome.CHANGED:
                self._change(line, context)

    def _change(self, line, context):
        values = line.values
        existing = Youth.objects.select_for_update(of=("self",)).get(pk=line.record[1])
        moved = moves_situation(values, existing)
        youth = updated(existing, values)
        youth.save()
        if "wishes" in values:
            YouthInterest.objects.filter(youth=youth).delete()
            YouthInterest.objects.bulk_create(wishes_of(youth, values))
        keep_guardian(youth, values)
        if moved:
            change_situation(
                youth,
                values["situation"],
                by=context.user,
                since=values["situation_since"],
                now=context.now,
            )
        if not context.trial:
            log(instance=youth, action="wagtail.edit", user=context.user)


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


def build(values, service) -> Youth:
    """A young person not saved yet, from the values of a line."""
    youth = Youth(service=service)
    for name in (*PLAIN, *FOUND, "situation", "situation_since"):
        if values.get(name) is not None:
            setattr(youth, name, values[name])
    return youth


def updated(existing, values) -> Youth:
    """`existing` with the filled cells, its situation apart."""
    for name in (*PLAIN, *FOUND):
        if name in values:
            setattr(existing, name, values[name])
    return existing


def moves_situation(values, existing) -> bool:
    """Whether the line says a newer situation; a parcours under way is the workflow's to end."""
    since = values.get("situation_since")
    return bool(
        since
        and values.get("situation")
        and values["situation"] != existing.situation
        and existing.situation != Situation.IN_PLACEMENT
        and since >= existing.situation_since
    )


def log_created(youths, user) -> None:
    """The history's entries that `wagtail.log_actions.log` would write one by one."""
    now, kind = timezone.now(), ContentType.objects.get_for_model(Youth)
    ProtectedLogEntry.objects.bulk_create(
        ProtectedLogEntry(
            content_type=kind,
            object_id=str(youth.pk),
            label=str(youth),
            action="wagtail.create",
            timestamp=now,
            uuid=uuid4(),
            user=user,
            service_id=youth.service_id,
            data={},
        )
        for youth in youths
    )


def guardian_of(youth, values) -> Guardian | None:
    if not values.get("guardian_last_name"):
        return None
    return Guardian(
        youth=youth,
        service_id=youth.service_id,
        **{key: values.get(f"guardian_{key}") or "" for key in GUARDIAN},
    )


def hang_on(pairs) -> None:
    """Save the wishes and the guardian of each new (young person, values)."""
    pairs = list(pairs)
    YouthInterest.objects.bulk_create(
        wish for youth, values in pairs for wish in wishes_of(youth, values)
    )
    guardians = [guardian_of(youth, values) for youth, values in pairs]
    Guardian.objects.bulk_create(filter(None, guardians))


def wishes_of(youth, values) -> list[YouthInterest]:
    return [
        YouthInterest(
            youth=youth, service_id=youth.service_id, field=field, domaine=domaine, rank=rank
        )
        for rank, (field, domaine) in enumerate(values.get("wishes", ()), 1)
    ]


def keep_guardian(youth, values) -> None:
    """Complete the guardian already known by that name, or add one."""
    guardian = guardian_of(youth, values)
    if guardian is None:
        return
    for known in Guardian.objects.filter(youth=youth):
        if fold(known.last_name) == fold(guardian.last_name):
            for key in GUARDIAN[2:]:
                setattr(known, key, getattr(guardian, key) or getattr(known, key))
            known.save()
            return
    guardian.save()


def _label(name):
    return str(Youth._meta.get_field(name).verbose_name)


def _shown(youth, name) -> str:
    return _shown_value(youth, name, getattr(youth, name))


def _shown_value(youth, name, value) -> str:
    """A value as people read it; the INE keeps its end only."""
    if value is None or value == "":
        return ""
    if name == "ine":
        return masked(value)
    field = Youth._meta.get_field(name)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "oui" if value else "non"
    if hasattr(value, "strftime"):
        return f"{value:%d/%m/%Y}"
    return str(value)
