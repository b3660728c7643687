"""The list of young people."""

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import IndexView

from matching.models import Placement, Youth
from matching.youths.viewsets.persons_list import PersonsList
from psf.french.days import numeric


def for_list():
    """Current records with what the list and the export show, in a constant number of queries."""
    return (
        Youth.objects.current()
        .select_related("service", "commune", "tutor")
        .prefetch_related(
            Prefetch(
                "placements",
                queryset=Placement.objects.active().only("code", "stage", "youth_id", "service_id"),
                to_attr="active_placements",
            )
        )
    )


def active_placement(youth) -> str:
    return next(
        (f"{each.get_stage_display()} ({each.code})" for each in youth.active_placements), "aucun"
    )


class YouthIndexView(PersonsList, IndexView):
    add_item_label = "Ajouter un jeune"
    arranged_as = "jeunes"
    export_of = {
        "name": ("last_name", "first_name"),
        "situation": ("get_situation_display",),
        "placement": ("active_placement",),
    }
    default_ordering = "sort_name"
    export_filename = "jeunes"
    list_export = [
        "code",
        "last_name",
        "first_name",
        "masked_ine",
        "age",
        "get_sex_display",
        "phone",
        "email",
        "commune",
        "get_situation_display",
        "situation_since",
        "tutor",
        "active_placement",
        "service",
    ]
    export_headings = {
        "code": "Code",
        "masked_ine": "INE (masqué)",
        "age": "Âge",
        "get_sex_display": "Sexe",
        "get_situation_display": "Situation",
        "active_placement": "Parcours en cours",
    }
    named_by_object = frozenset({"commune", "tutor", "service"})

    def get_base_queryset(self):
        return for_list()

    @cached_property
    def columns(self):
        columns = [
            self._get_title_column_class(TitleColumn)(
                "name",
                label="Nom",
                accessor=lambda youth: f"{youth.last_name} {youth.first_name}",
                sort_key="sort_name",
                get_url=self.get_inspect_url,
            ),
            Column("code", label="Code", sort_key="code"),
            Column(
                "age",
                label="Âge",
                accessor=lambda youth: f"{youth.age} ans",
                sort_key="birth_date",
                classname="psf-wide-only",
            ),
            Column(
                "commune",
                label="Commune",
                sort_key="commune__sort_name",
                classname="psf-wide-only",
            ),
            Column("situation", label="Situation", accessor="get_situation_display"),
            Column(
                "situation_since",
                label="Depuis le",
                accessor=lambda youth: numeric(youth.situation_since),
                sort_key="situation_since",
                classname="psf-wide-only",
            ),
            Column(
                "tutor",
                label="Tuteur",
                accessor=lambda y: y.tutor or "–",
                classname="psf-wide-only",
            ),
            Column("placement", label="Parcours en cours", accessor=active_placement),
        ]
        if len(self.request.services) > 1:
            columns.append(Column("service", label="Service", classname="psf-wide-only"))
        return columns

    def get_list_more_buttons(self, instance):
        return more_buttons(self.request.user, instance)

    def loaded_for_export(self, queryset):
        youths = super().loaded_for_export(queryset)
        for youth in youths:
            youth.active_placement = active_placement(youth)
        return youths


def more_buttons(user, youth) -> list[Button]:
    """What can be done with a record, by those allowed to."""
    doors = [
        ("edit", "Modifier", "edit", "matching.change_youth"),
        ("handover", "Transférer à un autre service", "arrow-right", "matching.handover_youth"),
        ("merge", "Fusionner avec un autre dossier", "copy", "matching.merge_youth"),
        ("history", "Historique", "history", "matching.change_youth"),
    ]
    if youth.merged_into_id:
        doors = doors[-1:]
    buttons = [
        Button(label, url=youth_url(name, youth), icon_name=icon, priority=10 * rank)
        for rank, (name, label, icon, permission) in enumerate(doors)
        if user.has_perm(permission)
    ]
    if user.has_perm("matching.add_legalhold") and not youth.merged_into_id:
        # A page of retention, above.
        url = reverse("conservation:holds", args=[youth.code])
        buttons.append(Button("Retenir ce dossier", url=url, icon_name="lock", priority=90))
    return buttons


def record_buttons(user, youth) -> list[Button]:
    """The same on the record itself, and what the person may ask about their own data."""
    buttons = more_buttons(user, youth)
    if not youth.merged_into_id and user.has_perm("matching.add_rightsrequest"):
        asked = reverse("rights:ask_youth", args=[youth.code])
        buttons.append(
            Button("Demande d'exercice de droits", url=asked, icon_name="lock", priority=35)
        )
    return buttons


def youth_url(name, youth) -> str:
    return reverse(f"wagtailsnippets_matching_youth:{name}", args=[youth.pk])
