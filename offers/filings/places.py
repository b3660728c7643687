"""Where a parcours would take place, typed by a visitor, and which service answers for it."""

from django import forms
from django.core.exceptions import ValidationError

from psf.territories.enums import ServiceKind
from psf.territories.models import Commune, Service

CHOSEN = "code:"
SHOWN = 12


def service_for(commune: Commune) -> Service | None:
    """The service asked: the commune's own, its département's, its académie's, the national team.

    MLDS first on each level; None where not even a national team is registered.
    """
    academy = commune.department.academy_id
    around = Service.objects.active().following_young_people().filter(department__academy=academy)
    nearest = (Service.objects.following(commune), around.mlds_first())
    found = next(filter(None, (services.first() for services in nearest)), None)
    return found or Service.objects.filter(kind=ServiceKind.NATIONAL).first()


class CommuneField(forms.CharField):
    """A name or a postal code, « code:93066 » once chosen among several; cleans to a Commune.

    Several of that name: the box becomes a list of them, with an error that says so.
    """

    def __init__(self, **kwargs):
        kwargs.setdefault("max_length", 80)
        super().__init__(**kwargs)
        self.error_messages["required"] = "Écrivez le nom ou le code postal de la commune."

    def clean(self, value):
        typed = super().clean(value).replace("\x00", "")
        if not typed:
            return None
        if typed.startswith(CHOSEN):
            found = Commune.objects.filter(code=typed.removeprefix(CHOSEN)).first()
            if found is None:
                raise ValidationError("Cette commune n'existe pas : écrivez son nom.")
            # Shown again in a form with another error: those of its name, to change one's mind.
            same = list(Commune.objects.search(found.name).select_related("department")[:SHOWN])
            self.widget = chosen_among(same if found in same else [found, *same])
            return found
        found = list(Commune.objects.search(typed).select_related("department")[:SHOWN])
        exact = [commune for commune in found if commune.rank == 0]
        if len(found) == 1 or len(exact) == 1:
            return (exact or found)[0]
        if not found:
            raise ValidationError(
                f"Aucune commune ne s'appelle « {typed} ». Vérifiez l'orthographe, ou écrivez le code"
                " postal."
            )
        self.widget = chosen_among(exact or found, unchosen=True)
        raise ValidationError("Plusieurs communes correspondent : choisissez la vôtre.")


def chosen_among(communes: list[Commune], *, unchosen: bool = False) -> forms.Select:
    choices = [
        (f"{CHOSEN}{each.code}", f"{in_full(each)}, {each.department.name}") for each in communes
    ]
    return forms.Select(choices=[("", "Choisir"), *choices] if unchosen else choices)


def in_full(commune: Commune) -> str:
    """« Saint-Denis (93) »."""
    return f"{commune.name} ({commune.department.code})"
