"""What is looked for in a live list, and who reserves. Addresses carry codes only, never a name."""

from urllib.parse import urlencode

from django import forms

from matching.engine.relaxations import Relaxation
from matching.models import Youth
from matching.ranking.live import Search, wishes_of
from matching.youths.handover import tutors_of
from offers.enums import Calibre
from offers.models import Field
from psf.accounts.models import User
from psf.french import volumes

FAR = "loin"
ANY_LENGTH = ""
KILOMETRES = (5, 10, 20, 50)
WIDEST_KM = 300
# What a relaxation changes can be said in the address; availability is the young person's record.
APPLICABLE = frozenset({"further", "nearer", "field", "shorter"})


class SearchForm(forms.Form):
    """Fields, distance, length: a GET form filled with the young person's wishes at first."""

    champs = forms.MultipleChoiceField(
        label="Quels métiers ?", required=False, widget=forms.CheckboxSelectMultiple
    )
    seulement = forms.BooleanField(label="Seulement ces métiers", required=False)
    distance = forms.ChoiceField(label="Jusqu'où ?", widget=forms.RadioSelect)
    duree = forms.TypedChoiceField(
        label="Combien de temps ?",
        required=False,
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
        choices=[(ANY_LENGTH, "peu importe")]
        + [(hours, f"{hours}\u00a0h ({volumes.months(hours)})") for hours in Calibre.values],
    )

    def __init__(self, data, *, youth: Youth):
        self.youth = youth
        self.asked = "distance" in data
        self.words = list(Field.objects.prefetch_related("domaines"))
        self.wished = self._wished_words()
        super().__init__(data if self.asked else self._wishes())
        self.fields["champs"].choices = [(word.pk, word.label) for word in self.words]
        self.fields["distance"].choices = self._distances()

    def search(self) -> Search:
        """What to look for; the young person's own wishes as long as nothing valid is asked."""
        if not self.is_valid():
            return Search.of(self.youth)
        words = {word.pk: tuple(rome.pk for rome in word.domaines.all()) for word in self.words}
        far = self.cleaned_data["distance"] == FAR
        return Search(
            wished=tuple(self.wished.get(slug) or words[slug] for slug in self._in_order()),
            only_wished=self.cleaned_data["seulement"],
            radius_km=self.youth.radius_km if far else int(self.cleaned_data["distance"]),
            wants_far=far,
            hours_wanted=self.cleaned_data["duree"],
        )

    @property
    def query(self) -> str:
        """What is asked, as an address says it."""
        return urlencode(self.params(), doseq=True)

    def params(self, **changed) -> dict:
        """Names and values of the address, some of them changed."""
        if not self.is_valid():
            return {}
        asked = {
            "champs": self.cleaned_data["champs"],
            "seulement": "on" if self.cleaned_data["seulement"] else None,
            "distance": self.cleaned_data["distance"],
            "duree": self.cleaned_data["duree"] or ANY_LENGTH,
        }
        return {name: value for name, value in (asked | changed).items() if value is not None}

    def relaxed(self, relaxation: Relaxation | None) -> str | None:
        """The address that applies a relaxation, or None where only the record can change."""
        if relaxation is None or relaxation.code not in APPLICABLE:
            return None
        seeker = relaxation.changed
        changed = {
            "distance": FAR if seeker.wants_far else seeker.radius_km,
            "duree": seeker.hours_wanted or ANY_LENGTH,
        }
        if not seeker.wished:
            changed |= {"champs": [], "seulement": None}
        return urlencode(self.params(**changed), doseq=True)

    @property
    def summary(self) -> str:
        """« restauration, cuisine ; 20 km ; 150 h »."""
        if not self.is_valid():
            return ""
        labels = {word.pk: word.label for word in self.words}
        words = " + ".join(labels[slug] for slug in self._in_order())
        distance, hours = self.cleaned_data["distance"], self.cleaned_data["duree"]
        return " · ".join(
            [
                words or "tous les métiers",
                FAR if distance == FAR else f"{distance} km",
                f"{hours} h" if hours else "toute durée",
            ]
        )

    def ranks(self) -> dict[str, int]:
        """Position of each word among the young person's wishes."""
        return {slug: rank for rank, slug in enumerate(self.wished, start=1)}

    def _in_order(self) -> list[str]:
        """Words chosen, those that the young person wishes first."""
        chosen = set(self.cleaned_data["champs"])
        order = dict.fromkeys([*self.wished, *(word.pk for word in self.words)])
        return [slug for slug in order if slug in chosen]

    def _wished_words(self) -> dict[str, tuple[str, ...]]:
        """Plain words wished, in order, with the domaines that the person wishes under each."""
        words_of = {}
        for word in self.words:
            words_of[word.pk] = word.pk
            for rome in word.domaines.all():
                words_of.setdefault(rome.pk, word.pk)
        wished = {}
        for wish, codes in wishes_of([self.youth.pk])[self.youth.pk].items():
            if word := words_of.get(wish) or words_of.get(wish[:3]):
                wished[word] = wished.get(word, ()) + codes
        return wished

    def _wishes(self) -> dict:
        """The young person's wishes, as the form would send them."""
        return {
            "champs": list(self.wished),
            "distance": FAR if self.youth.wants_far else str(self.youth.radius_km),
            "duree": str(self.youth.hours_wanted or ANY_LENGTH),
        }

    def _distances(self) -> list[tuple[str, str]]:
        """Round distances, the one wished and the one asked."""
        asked = str(self.data.get("distance", ""))
        numbers = {*KILOMETRES, self.youth.radius_km}
        if asked.isdecimal() and len(asked) < 6 and 1 <= int(asked) <= WIDEST_KM:
            numbers.add(int(asked))
        far = (FAR, "loin, pour s'éloigner")
        return [*((str(km), f"{km}\u00a0km") for km in sorted(numbers)), far]


class ReserveForm(forms.Form):
    """Who follows the young person there; `heures` is what the page promised."""

    # Its one field says it.
    has_errors = False

    heures = forms.IntegerField(widget=forms.HiddenInput)
    tuteur = forms.ModelChoiceField(
        User.objects.none(), label="Tuteur pédagogique", empty_label=None
    )

    def __init__(self, *args, youth: Youth, user, hours: int, **kwargs):
        super().__init__(*args, **kwargs)
        tutors = tutors_of(youth.service).order_by("last_name", "first_name", "pk")
        self.fields["tuteur"].queryset = tutors
        known = {tutor.pk for tutor in tutors}
        self.fields["tuteur"].initial = next(
            (pk for pk in (youth.tutor_id, user.pk) if pk in known), None
        )
        self.fields["heures"].initial = hours
