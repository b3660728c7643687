"""The screens of perimeters in the settings menu."""

from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from psf.accounts.viewsets import SimpleCreateView
from psf.perimeter.models import PerimeterGrant
from psf.wagtail_seams.policies import RegisteredPolicy

from .filters import GrantFilterSet
from .forms import GrantEndForm, GrantForm


class GrantIndexView(generic.IndexView):
    add_item_label = "Accorder un périmètre"


class GrantCreateView(SimpleCreateView):
    page_title = "Accorder un périmètre"
    submit_button_label = "Accorder"
    submit_button_active_label = "Enregistrement…"
    success_message = "Périmètre accordé : %(object)s"


class GrantEditView(generic.EditView):
    page_title = "Mettre fin au périmètre"
    submit_button_label = "Mettre fin"
    success_message = "Fin du périmètre enregistrée : %(object)s"


class GrantViewSet(RegisteredPolicy, ModelViewSet):
    """Granted and ended by administrators; a grant is never deleted nor rewritten."""

    model = PerimeterGrant
    icon = "globe"
    name = "perimetres"
    menu_label = "Périmètres"
    menu_order = 620
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = GrantIndexView
    add_view_class = GrantCreateView
    edit_view_class = GrantEditView
    filterset_class = GrantFilterSet
    list_display = [
        Column("user", label="Personne", sort_key="user__sort_name"),
        "place",
        "starts_on",
        "ends_on",
        "reason",
        Column("granted_by", label="Accordé par"),
    ]
    search_fields = ["user__sort_name", "user__username", "reason"]

    def get_form_class(self, for_update=False):
        return GrantEndForm if for_update else GrantForm
