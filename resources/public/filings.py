"""« Déclarer une offre », « Consulter la MLDS », « Proposer un parcours »: forms that leave by a mail.

What is typed is kept for the mailbox that was typed and for nobody else, until its owner confirms by the
link that goes there (offers/filings). No file is taken here: it is joined behind that link.
"""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import View

from offers.enums import Calibre, FilingKind
from offers.filings import lifecycle
from offers.filings.forms import ADD, FORMS, REMOVE, FilingForm
from psf.links.addresses import normalised
from psf.throttles.limits import Limit, address_of
from psf.throttles.waiting import tell_to_wait
from resources.calibre.reckoning import NoBracket, reckon
from resources.calibre.rows import figures_of
from resources.public.contact import SENT, TOO_MANY, under
from resources.tools.forms.calibreur import GRANTED, CalibreurForm

# A whole town hall may stand behind one address.
FILED = Limit("public.file", tries=30, seconds=3600)
HEADINGS = {
    FilingKind.DECLARATION: "Déclarer une offre",
    FilingKind.CONSULTATION: "Consulter la MLDS avant publication",
    FilingKind.PROPOSAL: "Proposer un parcours",
}


@method_decorator(never_cache, name="dispatch")
class FilingView(View):
    """GET shows the form, filled by a tool's address; POST adds or takes away a lot, or sends."""

    kind: str = FilingKind.DECLARATION

    @property
    def form_class(self) -> type[FilingForm]:
        return FORMS[self.kind]

    def get(self, request):
        if request.GET.get("etat") == SENT:
            return self.shown(None)
        return self.shown(self.form_class(**prefilled(self.form_class, request.GET)))

    def post(self, request):
        if ADD in request.POST:
            return self.shown(self.form_class.with_another(request.POST))
        if REMOVE in request.POST:
            return self.shown(self.form_class.with_one_less(request.POST))
        form = self.form_class(request.POST)
        if form.is_valid() and self.is_heard(form):
            lifecycle.file(form.new_filing(), form.rows)
            return redirect(f"{request.path}?etat={SENT}")
        return self.shown(form)

    def is_heard(self, form: FilingForm) -> bool:
        """Count one try of this visitor, and one mail to this mailbox; else say how long to wait."""
        limits = (
            (FILED, address_of(self.request), TOO_MANY),
            (
                lifecycle.UNCONFIRMED,
                normalised(form.cleaned_data["courriel"]),
                lifecycle.TOO_MANY,
            ),
        )
        for limit, who, words in limits:
            if not limit.allows(who):
                wait = tell_to_wait(self.request, limit.wait(who))
                form.add_error(None, words.format(wait=wait))
                return False
        return True

    def shown(self, form):
        context = {
            **under("contactpage", HEADINGS[FilingKind(self.kind)]),
            "form": form,
            "kind": self.kind,
            "effacement": lifecycle.unconfirmed_in_words(),
        }
        return render(self.request, "resources/public/filing.html", context)


def prefilled(form_class: type[FilingForm], query) -> dict:
    """What the address of the calibreur or of the rédacteur says of the marché; {} for no address.

    Of the calibreur the amounts, from which the hours of each lot are reckoned; of the rédacteur the
    hours themselves.
    """
    initial = {name: query[name] for name in form_class.base_fields if query.get(name)}
    if "gratification" in form_class.base_fields:
        initial["gratification"] = query.get("gratification") == GRANTED
    # Whoever sends an address doesn't fill in who answers it.
    for name in ("nom", "courriel", "telephone"):
        initial.pop(name, None)
    hours = hours_of(query)
    lots = len(hours) > 1
    place = {"commune": query["commune"]} if query.get("commune") else {}
    parts = [
        {"lot": str(number) if lots else "", "heures": calibre, **place}
        for number, calibre in enumerate(hours, start=1)
    ]
    return {"initial": initial, "parts": parts or [place]}


def hours_of(query) -> list[int]:
    """The calibre of each lot that such an address asks for, in order; [] when it says none."""
    typed = [each.strip() for each in query.get("lots", "").replace("\n", ";").split(";")]
    lots = [each for each in typed if each]
    if lots and set(lots) <= {str(calibre) for calibre in Calibre.values}:
        return [int(each) for each in lots]
    form = CalibreurForm.from_address(query)
    if form.is_bound and form.is_valid():
        try:
            parts = reckon(form.question, figures_of(timezone.localdate())).parts
        except NoBracket:
            return []
        return [part.calibre for part in parts]
    chosen = query.get("calibre", "")
    return [int(chosen)] if chosen in {str(calibre) for calibre in Calibre.values} else []
