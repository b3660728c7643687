"""What somebody does with a file in a browser, one step at a time; stories string steps together."""

from datetime import timedelta

from django.utils import timezone

from matching.enums import PlacementStage
from matching.models import Placement
from matching.ranking.calendar import proposed_period
from psf.perimeter.scope import perimeter
from tests.browser import sound
from tests.browser.sound import PHONE
from tests.factories.journey import SKILLS

Stage = PlacementStage


def assert_fits(page):
    sound.assert_fits(page, buttons=".work .work-button")


def assert_accessible(page):
    sound.assert_accessible(page, within=".work")


def unfold(page):
    """Open what a page keeps folded in a hand; at a desk nothing is."""
    if page.viewport_size["width"] == PHONE:
        folds = page.locator("details.work-fold")
        folds.first.wait_for(state="attached")
        folds.evaluate_all("(all) => all.forEach((each) => { each.open = true; })")


def past_period(placement):
    """A schedule over since a few days: the whole file can be carried today."""
    with perimeter([placement.service_id]):
        placement = Placement.objects.for_file().get(pk=placement.pk)
        for days in range(60, 400, 7):
            period = proposed_period(placement, timezone.localdate() - timedelta(days=days))
            if period.end < timezone.localdate():
                return period
    raise AssertionError("no past period")


class File:
    """A file on screen. Every step ends on its dossier, at the stage that the step leads to."""

    def __init__(self, page, code, *, shot, width, story):
        self.page, self.code, self.url = page, code, f"/admin/suivi/{code}/"
        self.shot, self.width, self.story = shot, width, story
        self.shots = 0

    @classmethod
    def on(cls, page, **kwargs):
        """The file whose dossier is on screen."""
        page.wait_for_url("**/admin/suivi/P-*/")
        return cls(page, page.url.rstrip("/").rsplit("/", 1)[-1], **kwargs)

    def open(self):
        self.page.goto(self.url)

    def look(self, name):
        """Keep a picture, and check that what is on screen fits it."""
        self.shots += 1
        assert_fits(self.page)
        self.shot(self.page, f"{self.story}-{self.width}-{self.shots:02d}-{name}")

    def open_move(self, name):
        self.page.goto(f"{self.url}{name}/")

    def press(self, label, stage):
        """Press a move's button: done at once, the dossier says so and shows the stage."""
        self.page.get_by_role("button", name=label, exact=True).click()
        self.page.wait_for_url(f"**{self.url}")
        self.page.locator(".messages .success").wait_for()
        assert self.stage == stage.label

    @property
    def stage(self) -> str:
        return self.page.locator(".work-head .w-status").inner_text().lower()

    def next_thing(self, label):
        """The action of that name, among those to do now."""
        now = self.page.locator("#maintenant .work-card").filter(
            has=self.page.get_by_role("heading", name=label, exact=True)
        )
        now.wait_for()
        return now

    # Steps, in the order of a file that goes well

    def call(self, outcome="Joint"):
        self.page.locator("#appel").get_by_role("button", name=outcome, exact=True).click()
        self.page.locator(".messages .success").wait_for()

    def prepare_and_send(self):
        self.open_move("prepare")
        self.page.get_by_label("Ses objectifs").fill("Découvrir l’accueil du public")
        self.page.get_by_label("Le CV est prêt").check()
        self.page.get_by_label("La lettre est prête").check()
        self.press("Préparer le dossier", Stage.RESERVED)
        self.read_and_send()

    def read_and_send(self):
        """On the one screen before anything leaves: what is lacking is said, then one button."""
        self.open_move("send")
        self.page.get_by_role("group", name="Le jeune a dit oui").get_by_label(
            "de vive voix"
        ).check()
        told = self.page.get_by_role("group", name="Le représentant légal est informé")
        if told.count():
            told.get_by_label("par téléphone").check()
        for box in self.page.get_by_label("en main propre").all():
            box.check()
        button = self.page.get_by_role("button", name="Confirmer : transmettre à")
        self.press(button.inner_text(), Stage.SENT)

    def plan_meeting(self):
        self.open_move("plan_meeting")
        self.page.get_by_label("Jour de la réunion").fill(timezone.localdate().isoformat())
        self.page.get_by_label("Heure").fill("10:30")
        self.press("Fixer la réunion de présentation", Stage.MEETING)

    def meet_and_accept(self):
        self.press("Réunion tenue : accepté", Stage.CONVENTION)

    def schedule_and_sign(self, period):
        self.open_move("schedule")
        self.page.locator("[name=periods-0-starts_on]").fill(period.start.isoformat())
        self.page.locator("[name=periods-0-ends_on]").fill(period.end.isoformat())
        self.page.get_by_label("Établissement support").select_option(index=1)
        self.press("Fixer les dates et l'emploi du temps", Stage.CONVENTION)
        self.open_move("sign")
        for box in self.page.locator("input[name=parties]").all():
            box.check()
        self.press("Enregistrer des signatures", Stage.CONVENTION)

    def start(self):
        self.press("Commencer en entreprise", Stage.IN_COMPANY)

    def finish(self):
        self.open_move("finish")
        self.press("Fin de la présence", Stage.REVIEW)

    def interrupt(self, reason):
        self.open_move("interrupt")
        self.page.get_by_label(reason).check()
        self.press("Interrompre le parcours", Stage.REVIEW)

    def review(self):
        self.open_move("review")
        for index, skill in enumerate(SKILLS):
            self.page.locator(f"input[name=lines-{index}-skill]").fill(skill)
            for who in ("youth", "company", "tutor"):
                self.page.locator(f"select[name=lines-{index}-by_{who}]").select_option("acquired")
        self.press("Compléter le bilan croisé", Stage.REVIEW)

    def close(self):
        self.open_move("close")
        self.page.get_by_label("retour en formation").check()
        self.press("Clôturer et remettre le bilan à l'acheteur", Stage.CLOSED)


def reserve_from_offer(page, offer, **kwargs) -> File:
    """From the page of an offer with one free slot: the first young person proposed, reserved."""
    page.goto(f"/admin/offres/{offer.code}/suivi/")
    page.get_by_role("link", name="Proposer un jeune", exact=True).click()
    page.get_by_role("link", name="Réserver pour ce jeune").first.click()
    page.get_by_role("button", name="Réserver 1").click()
    return File.on(page, **kwargs)
