"""The rédacteur de clause: five steps, then eight documents. No row, no session, no cookie of ours."""

from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import cache_control
from django.views.generic import View

from psf.documents.content import DOCX
from psf.documents.views.download import as_download
from resources.calibre.rows import figures_of
from resources.clause.documents import (
    ARCHIVE,
    BY_SLUG,
    archive_of,
    content_of,
    file_name,
    left_open,
    shown,
    together,
)
from resources.clause.law import points_of_law
from resources.clause.warnings import warnings
from resources.tools.about import REDACTEUR
from resources.tools.forms.calibreur import GRANTED, LEGAL, plain
from resources.tools.forms.redacteur import STEPS, HoursStep, PeopleStep, draft_of
from resources.tools.wizard import COUNT, NAMES, Wizard

ALL = "archive"
HOURS = STEPS.index(HoursStep)


@method_decorator(cache_control(private=True, no_cache=True), name="dispatch")
class RedacteurView(View):
    """GET opens the first step, filled by the calibreur's address; POST goes on, back, or downloads."""

    def get(self, request):
        wizard = Wizard(request.GET)
        return self.step(wizard, 1, wizard.open(1))

    def post(self, request):
        wizard = Wizard(request.POST)
        if wanted := request.POST.get("document"):
            return self.documents(wizard, wanted)
        number = _step(request.POST.get("etape")) or 1
        if target := _step(request.POST.get("aller")):
            return self.step(wizard, target, wizard.open(target))
        form = wizard.bound(number)
        if not form.is_valid():
            return self.step(wizard, number, form)
        if "ecrire" in request.POST:
            wizard.take_first_tasks()
        elif number < COUNT:
            reckoned = getattr(form, "reckoned", "")
            return self.step(wizard, number + 1, wizard.open(number + 1), reckoned)
        return self.documents(wizard, "")

    def step(self, wizard, number: int, form, reckoned: str = ""):
        if isinstance(form, PeopleStep):
            form.explain(figures_of(timezone.localdate()), wizard.hours)
        context = {
            "tool": REDACTEUR,
            "form": form,
            "reckoned": reckoned,
            "number": number,
            "count": COUNT,
            "title": STEPS[number - 1].title,
            "next_title": STEPS[number].title if number < COUNT else "",
            "previous": number - 1,
            "may_write": number == COUNT - 1,
            "carried": wizard.carried(number),
        }
        return render(self.request, "resources/tools/redacteur.html", context)

    def documents(self, wizard, wanted: str):
        """The result, or a file of it; the first wrong step when something is missing."""
        number, judged = wizard.judged()
        if number:
            return self.step(wizard, number, judged)
        written, figures = draft_of(*judged), figures_of(timezone.localdate())
        if wanted == ALL:
            return as_download(archive_of(written, figures), "application/zip", ARCHIVE)
        if wanted in BY_SLUG:
            content = content_of(wanted, written, figures)
            return as_download(content, DOCX, file_name(wanted, written))
        documents = shown(written, figures)
        context = {
            "tool": REDACTEUR,
            "draft": written,
            "hours": judged[HOURS],
            "warnings": warnings(written, figures),
            "points": points_of_law(written, figures),
            "left_open": left_open(documents),
            "documents": documents,
            "together": together(documents),
            "consult": f"{reverse('public:consult')}?{urlencode(_of_the_marche(written))}",
            "declare": f"{reverse('public:declare')}?{urlencode(_of_the_marche(written))}",
            "carried": wizard.carried(None),
            "steps": [(n, step.title) for n, step in enumerate(STEPS, start=1)],
        }
        return render(self.request, "resources/tools/redacteur_result.html", context)


def _of_the_marche(draft) -> dict[str, str]:
    """What the public forms take over of a clause: the marché, nobody's name."""
    # A lot without the clause owes nothing to declare.
    hours = [each for each in draft.lots if each] or [draft.hours]
    return {
        "acheteur": draft.buyer,
        "objet": draft.subject,
        "reference": draft.reference,
        "duree": draft.firm_period if draft.firm_days else str(draft.firm_months),
        "montant": plain(draft.amount),
        "lots": ";".join(map(str, hours)),
        "gratification": GRANTED if draft.granted else LEGAL,
    }


def _step(typed: str | None) -> int | None:
    """The number of a step, or None."""
    return int(typed) if typed in {str(number) for number in range(1, COUNT + 1)} else None


assert not {"etape", "aller", "ecrire", "document"} & NAMES.keys()
