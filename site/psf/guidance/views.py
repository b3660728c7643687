"""« Par où commencer », the help of a screen, an opinion and those that the team reads."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView, TemplateView, View

from psf.guidance.exercises import exercises_for
from psf.guidance.first_steps import is_new, steps_for
from psf.guidance.forms import OpinionForm
from psf.guidance.models import HelpText, Opinion, Settled
from psf.guidance.screens import SCREENS
from psf.wagtail_seams.screens import WagtailAdminTemplateMixin, WagtailPaginator

READ = "guidance.view_opinion"
PRACTISE = "S'exercer sur des données inventées"
PER_PAGE = 50
# Of one's own opinions.
LAST_SHOWN = 20


class StartView(WagtailAdminTemplateMixin, TemplateView):
    """The first steps of whoever asks; POST takes them off their home page."""

    template_name = "guidance/start.html"
    page_title = "Par où commencer"
    header_icon = "help"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **kwargs,
            steps=steps_for(self.request.user),
            exercises=exercises_for(self.request.user),
            training_url=settings.PSF_TRAINING_URL,
            practise=PRACTISE,
            screens=list(SCREENS),
            is_new=is_new(self.request.user),
        )

    def post(self, request, *args, **kwargs):
        Settled.objects.bulk_create([Settled(user=request.user)], ignore_conflicts=True)
        messages.success(request, "C'est noté. « Par où commencer » reste dans le menu « Aide ».")
        return HttpResponseRedirect(reverse("wagtailadmin_home"))

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]


class ScreenHelpView(WagtailAdminTemplateMixin, TemplateView):
    """A page; the text alone for who asks from the screen itself."""

    template_name = "guidance/screen.html"
    header_icon = "help"

    def get_template_names(self):
        beside = self.request.headers.get("X-Requested-With") == "XMLHttpRequest"
        return ["guidance/text.html"] if beside else [self.template_name]

    def get_page_title(self):
        return self.screen.label

    def get_page_subtitle(self):
        return "Aide"

    def dispatch(self, request, *args, **kwargs):
        screen = SCREENS.get(kwargs["screen"])
        if screen is None:
            raise Http404
        self.screen = screen
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **kwargs,
            screen_shown=self.screen,
            text=HelpText.of(self.screen),
            edit_url=HelpText.edit_url(self.screen),
        )

    def get_breadcrumbs_items(self):
        start = {"url": reverse("guidance:start"), "label": StartView.page_title}
        return [*super().get_breadcrumbs_items(), start, {"url": "", "label": self.screen.label}]


class GiveOpinionView(WagtailAdminTemplateMixin, FormView):
    """About the screen that the address names, or about none; below, what one said before."""

    template_name = "guidance/give.html"
    form_class = OpinionForm
    page_title = "Donner mon avis"
    header_icon = "comment"

    def dispatch(self, request, *args, **kwargs):
        self.screen = SCREENS.get(kwargs.get("screen", ""))
        if "screen" in kwargs and self.screen is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        opinion = form.save(commit=False)
        opinion.by = self.request.user
        opinion.screen = self.screen.key if self.screen else ""
        opinion.save()
        messages.success(self.request, "Merci. L'équipe nationale lit chaque avis.")
        return HttpResponseRedirect(self.request.path)

    def get_context_data(self, **kwargs):
        mine = Opinion.objects.filter(by=self.request.user)[:LAST_SHOWN]
        return super().get_context_data(**kwargs, about=self.screen, mine=mine)

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]


class OpinionsView(WagtailAdminTemplateMixin, TemplateView):
    """What was said, what is not read first."""

    http_method_names = ["get", "head", "options"]

    template_name = "guidance/opinions.html"
    page_title = "Avis sur les écrans"
    header_icon = "comment"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(READ):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        opinions = Opinion.objects.select_related("by", "read_by")
        paginator = WagtailPaginator(opinions.unread_first(), PER_PAGE)
        page = paginator.get_page(self.request.GET.get("p"))
        return super().get_context_data(
            **kwargs,
            page=page,
            to_read=Opinion.objects.to_read().count(),
            elided_page_range=paginator.get_elided_page_range(page.number),
        )

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]


class ReadOpinionView(View):
    """Says that one is read."""

    http_method_names = ["post", "options"]

    def post(self, request, *args, **kwargs):
        if not request.user.has_perm(READ):
            raise PermissionDenied
        get_object_or_404(Opinion, pk=kwargs["pk"]).read(by=request.user)
        return HttpResponseRedirect(reverse("guidance:opinions"))
