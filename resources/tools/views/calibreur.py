"""The calibreur: a form read from the address, without cookie, so that a result can be shared."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from offers.enums import Calibre
from offers.gratification import gratification
from resources.calibre.checks import checks
from resources.calibre.figures import sources
from resources.calibre.insertion import compare
from resources.calibre.reckoning import NoBracket, reckon
from resources.calibre.rows import figures_of
from resources.tools.about import CALIBREUR, INSERTION
from resources.tools.forms.calibreur import (
    GRANTED,
    LEGAL,
    YES,
    CalibreurForm,
    InsertionForm,
    plain,
)

KEPT_SECONDS = 24 * 60 * 60


class ToolView(TemplateView):
    """GET only; the result stands on the page of the form."""

    form_class: type[CalibreurForm | InsertionForm] = CalibreurForm
    about = CALIBREUR

    def get(self, request, *args, **kwargs):
        response = super().get(request, *args, **kwargs)
        # Kept only while the address asks nothing: it names nothing that it read.
        response.page_cache_seconds = KEPT_SECONDS
        return response

    def get_context_data(self, **kwargs):
        form = self.form_class.from_address(self.request.GET)
        context = {"form": form, "tool": self.about, "result": None}
        if form.is_bound and form.is_valid():
            try:
                context |= self.result(form)
            except NoBracket as error:
                form.add_error(None, str(error))
        return super().get_context_data(**kwargs, **context)

    def shared(self, form) -> str:
        """The whole address of this result."""
        path = f"{reverse(self.about.address_name)}?{form.address()}"
        return self.request.build_absolute_uri(path)


class CalibreurView(ToolView):
    template_name = "resources/tools/calibreur.html"
    extra_context = {"calibres": Calibre.choices}

    def result(self, form) -> dict:
        question = form.question
        figures = figures_of(timezone.localdate())
        reckoning = reckon(question, figures)
        rate = figures.rate
        return {
            "result": reckoning,
            "checks": checks(reckoning),
            "rate": rate,
            "past": gratification(rate.threshold + 1, rate) if rate else None,
            "bracket_rows": sources(bracket.row for bracket in figures.brackets),
            "rate_row": figures.rate_row,
            "shared": self.shared(form),
            "write": f"{reverse('outils:redacteur')}?{urlencode(_carried(reckoning))}",
            # The public forms read the calibreur's own address.
            "consult": f"{reverse('public:consult')}?{form.address()}",
            "declare": f"{reverse('public:declare')}?{form.address()}",
        }


def _carried(reckoning) -> dict[str, str]:
    """What the rédacteur de clause takes over."""
    question = reckoning.question
    carried = {"duree": question.firm_period if question.firm_days else str(question.firm_months)}
    if question.renewals:
        carried["reconductions"] = str(question.renewals)
    if question.lots:
        carried["decoupage"] = "communes" if question.pooled else "par-lot"
        carried["lots"] = ";".join(str(part.calibre) for part in reckoning.parts)
        carried["montants"] = plain(list(question.lots))
    else:
        carried["decoupage"] = "unique"
        if question.wished:
            carried["calibre"] = question.wished
        carried["montant"] = plain(question.amount)
    if question.no_minimum:
        carried["sans_minimum"] = YES
    carried["partenariat"] = YES if question.partnership else "non"
    carried["gratification"] = GRANTED if question.granted else LEGAL
    return carried


class InsertionView(ToolView):
    template_name = "resources/tools/insertion.html"
    form_class = InsertionForm
    about = INSERTION

    def result(self, form) -> dict:
        return {
            "result": compare(form.work, figures_of(timezone.localdate())),
            "work": form.work,
            "shared": self.shared(form),
        }
