"""Addresses of the work on files, under /admin/suivi/."""

from django.urls import include, path, register_converter

from matching.desk.agenda.views import AgendaView, CalendarAddressView
from matching.desk.doubles.views import DoublesView
from matching.desk.registry.views import PlacementIndexView
from matching.desk.views import links as links_views
from matching.desk.views.after_call import AfterCallView
from matching.desk.views.bulk import GiveView, RemindView
from matching.desk.views.calls import FileCallView, OfferCallView
from matching.desk.views.chain import ChainView
from matching.desk.views.clock import ClockView
from matching.desk.views.dashboard import DashboardView
from matching.desk.views.exchanges import ExchangesView
from matching.desk.views.file import FileView
from matching.desk.views.own_figures import OwnFiguresView
from matching.desk.views.pausing import PauseView, ResumeView
from matching.desk.views.queue import AssignmentsView, QueueView
from matching.desk.views.ranking import OfferSlotsView, SlotsView, YouthsView
from matching.desk.views.reserve import ReserveView
from matching.desk.views.seek import SeekView
from matching.desk.views.sending import SendView
from matching.desk.views.transitions import FileAssignmentView, FileMoveView, FileUndoView
from matching.documents.views.fiche import FicheView


class FileCode:
    """P-2026-00042"""

    regex = r"P-\d{4}-\d{1,9}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return str(value)


class OfferCode(FileCode):
    """O-2026-00042"""

    regex = r"O-\d{4}-\d{1,9}"


class SlotCode(FileCode):
    """C-2026-00042"""

    regex = r"C-\d{4}-\d{1,9}"


class YouthCode(FileCode):
    """J-2026-00042"""

    regex = r"J-\d{4}-\d{1,9}"


register_converter(FileCode, "file_code")
register_converter(OfferCode, "offer_code")
register_converter(SlotCode, "slot_code")
register_converter(YouthCode, "youth_code")


def links(subject: str, view, name: str) -> list:
    """Addresses of the personal links of a subject: the list, all of them, one of them."""
    return [
        path(f"{subject}/liens/", view.as_view(), name=f"{name}_links"),
        path(f"{subject}/liens/<slug:gesture>/", view.as_view(), name=f"{name}_links_all"),
        path(f"{subject}/liens/<int:pk>/<slug:gesture>/", view.as_view(), name=f"{name}_link"),
    ]


app_name = "work"
urlpatterns = [
    path("rapprocher/<youth_code:code>/", SlotsView.as_view(), name="ranking"),
    path("rapprocher/<youth_code:code>/<slot_code:slot>/", ReserveView.as_view(), name="reserve"),
    path("place/<slot_code:code>/rapprocher/", YouthsView.as_view(), name="ranking_slot"),
    path("offres/<offer_code:code>/rapprocher/", OfferSlotsView.as_view(), name="ranking_offer"),
    path("jeunes/<youth_code:code>/echanges/", ExchangesView.as_view(), name="exchanges"),
    path("", QueueView.as_view(), name="queue"),
    path("parcours/", PlacementIndexView.as_view(), name="placements"),
    path("doubles/", DoublesView.as_view(), name="doubles"),
    path("doubles/<slug:kind>/", DoublesView.as_view(), name="doubles"),
    path(
        "parcours/resultats/",
        PlacementIndexView.as_view(results_only=True),
        name="placements_results",
    ),
    path("chercher/", SeekView.as_view(), name="seek"),
    path("actions/", AssignmentsView.as_view(), name="assignments"),
    path("actions/confier/", GiveView.as_view(), name="give"),
    path("actions/relancer/", RemindView.as_view(), name="remind"),
    path("offre-apres-un-appel/", AfterCallView.as_view(), name="after_call"),
    path("enchainer/", ChainView.as_view(), name="chain"),
    path("relances/", ClockView.as_view(), name="clock"),
    path("agenda/", AgendaView.as_view(), name="agenda"),
    path("agenda/adresse/", CalendarAddressView.as_view(), name="agenda_address"),
    path("mes-chiffres/", OwnFiguresView.as_view(), name="own_figures"),
    path("tableau-de-bord/", DashboardView.as_view(), name="dashboard"),
    path("<file_code:code>/", FileView.as_view(), name="file"),
    path("<file_code:code>/appel/", FileCallView.as_view(), name="call"),
    path("<file_code:code>/annuler/", FileUndoView.as_view(), name="undo"),
    path(
        "<file_code:code>/documents/",
        include("matching.documents.urls", namespace="documents"),
    ),
    path(
        "<file_code:code>/actions/<int:pk>/<slug:gesture>/",
        FileAssignmentView.as_view(),
        name="action",
    ),
    *links("<file_code:code>", links_views.FileLinksView, "file"),
    *links("offres/<offer_code:code>", links_views.OfferLinksView, "offer"),
    *links("marches/<int:subject>", links_views.ContractLinksView, "contract"),
    *links("entreprises/<int:subject>", links_views.CompanyLinksView, "company"),
    *links("acheteurs/<int:subject>", links_views.BuyerLinksView, "buyer"),
    path("<file_code:code>/relances/suspendre/", PauseView.as_view(), name="pause"),
    path("<file_code:code>/relances/reprendre/", ResumeView.as_view(), name="resume"),
    path("<file_code:code>/send/", SendView.as_view(), {"name": "send"}, name="send"),
    path("<file_code:code>/<slug:name>/", FileMoveView.as_view(), name="move"),
    path("offres/<offer_code:code>/fiche/", FicheView.as_view(), name="offer_fiche"),
    path("offres/<offer_code:code>/appel/", OfferCallView.as_view(), name="offer_call"),
]
