"""What a line about a young person becomes."""

from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.log_actions import log

from matching.enums import (
    GuardianLink,
    Situation,
)
from matching.models import Guardian, MatchingPolicy, Youth, YouthInterest
from matching.youths.duplicates import find_beyond, followed_elsewhere
from matching.youths.imports.columns import CODE, COLUMNS, FOUND, GUARDIAN, PLAIN
from matching.youths.imports.known import Known, identity
from matching.youths.imports.writing import (
    build,
    guardian_of,
    hang_on,
    keep_guardian,
    log_all,
    moves_situation,
    updated,
    wishes_of,
)
from matching.youths.situations import change_situation, start_following_all
from matching.youths.wording import label_of, shown, shown_now
from psf.french.folding import fold
from psf.imports.enums import Outcome
from psf.imports.kinds import ImportKind, Line, register
from psf.imports.places import Services
from psf.imports.refusals import of_validation


@register
class YouthImport(ImportKind):
    slug = "jeunes"
    title = "Jeunes"
    noun = ("jeune", "jeunes")
    permission = "matching.import_youth"
    icon = "user"
    record = "matching.youth"
    campaign = True
    together = True
    intro = (
        "Une ligne par jeune. Un jeune déjà suivi par votre service est reconnu à son code, à son"
        " INE, ou à ses nom, prénom et date de naissance ; une cellule vide ne change rien."
        " Aucune donnée de santé, de famille ou de justice."
    )
    columns = COLUMNS

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
                        label_of(name),
                        shown_now(existing, name),
                        shown(existing, name, values[name]),
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
        changed = [line for line in lines if line.outcome == Outcome.CHANGED]
        if not context.trial:
            context.tracer.touching(Youth, [line.record[1] for line in changed])
        Youth.objects.bulk_create(youths)
        context.tracer.created(*youths)
        hang_on(zip(youths, (line.values for line in new), strict=True))
        if not context.trial:
            start_following_all(youths, by=context.user, now=context.now)
            log_all(youths, context.user, action="wagtail.create")
            for youth, line in zip(youths, new, strict=True):
                line.record = (youth.code, youth.pk)
        for line in changed:
            self._change(line, context)

    def note_undone(self, rows, user, *, removed):
        log_all(rows, user, action="wagtail.delete" if removed else "imports.undo")

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
