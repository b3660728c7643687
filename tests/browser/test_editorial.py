"""A guide with every block, through Wagtail's own editor: written, previewed, read over, published.

Three people at three screens: the rédacteur adds each block from the menu and fills it, the
relecteur approves with a comment, the publicateur publishes; then a visitor reads, desk and phone.
"""

import re
from contextlib import suppress
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from playwright.sync_api import expect
from wagtail.images.tests.utils import get_test_image_file

from home import page_cache, reference
from home.models import HomePage
from psf.accounts.roles import Role
from resources.blocks import BODY
from resources.models import Figure, GuideIndexPage, GuidePage, KitDocument, OffersPage
from resources.models import Testimonial as Statement
from tests.browser.conftest import DESK, PHONE
from tests.browser.sound import assert_accessible, assert_fits
from tests.documents.test_editorial import MP4
from tests.factories.accounts import UserFactory

pytestmark = [
    pytest.mark.browser,
    # Wagtail leaves the file of a new rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
# As long as conftest's pages wait.
expect.set_options(timeout=20_000)
TITLE = "Accueillir un jeune pas à pas"
COMMENT = "Articles relus, mots justes."


@pytest.fixture
def guides(live_server, settings, tmp_path):
    """The list of guides, and one of each thing that blocks choose from; gives the list."""
    settings.MEDIA_ROOT = tmp_path
    if not HomePage.objects.exists():
        reference.load()
    page_cache.clear()
    home = HomePage.objects.get()
    for kind, slug in ((OffersPage, "offres"), (GuideIndexPage, "guides")):
        home.add_child(instance=kind(title=slug.capitalize(), slug=slug))
    today = timezone.localdate()
    Figure.objects.create(
        code="essai", label="Jeunes accueillis", value="4 321", valid_from=today, source="Registre"
    )
    KitDocument.objects.create(
        title="Grille du kit", summary="Sert à lire", tool="/outils/redacteur/", version_on=today
    )
    Statement.objects.create(
        words="Il a trouvé sa voie chez nous.",
        name="Une tutrice",
        consent_on=today,
        ends_on=today + timedelta(days=9),
    )
    return GuideIndexPage.objects.get()


class Block:
    """One block of the content, open in the editor. Fields are named as the block names them."""

    def __init__(self, page, prefix):
        self.page, self.prefix = page, prefix

    def field(self, name):
        return self.page.locator(f"[name='{self.prefix}{name and '-'}{name}']")

    def fill(self, **texts):
        """Fields of one line."""
        for name, text in texts.items():
            self.field(name).fill(text)

    def write(self, name, text):
        """A rich text."""
        self.field(name).locator("xpath=..").locator("[contenteditable=true]").fill(text)

    def item(self, name, number) -> "Block":
        """One thing of a list inside the block."""
        return Block(self.page, f"{self.prefix}-{name}-{number}-value")

    def chooser(self, name):
        """Open the chooser of a field; give its window."""
        box = self.page.locator(f"[id='{self.prefix}-{name}-chooser']")
        # By keyboard: the block may still be sliding in, and a click miss it.
        box.get_by_role("button", name=re.compile("Chois")).press("Enter")
        return self.page.locator(".modal-content")

    def choose(self, name, text):
        window = self.chooser(name)
        window.get_by_role("link", name=text).first.click()
        expect(window).to_have_count(0)

    def upload(self, field, kind, **file):
        """Add a file through the chooser, without leaving the form."""
        window = self.chooser(field)
        window.get_by_role("tab", name="Transférer").click()
        form = window.locator("form[method=post]")
        form.locator(f"[name={kind}-chooser-upload-file]").set_input_files(file)
        # Wagtail proposes a title after the file's name.
        expect(form.locator(f"[name={kind}-chooser-upload-title]")).not_to_have_value("")
        form.get_by_role("button", name="Transférer").click()
        expect(window).to_have_count(0)


class Editor:
    """The form of a page in Wagtail's editor, as somebody uses it."""

    def __init__(self, page):
        self.page, self.used = page, []
        self.body = page.locator("[data-contentpath=body]").first

    def add(self, name) -> Block:
        """Choose a block from the menu, at the end of the content."""
        self.body.get_by_title("Insérer un bloc", exact=True).last.click()
        label = str(dict(BODY)[name].label)
        self.page.get_by_role("option", name=label, exact=True).click()
        block = Block(self.page, f"body-{len(self.used)}-value")
        self.used.append(name)
        return block

    def act(self, name):
        """An action of the menu beside « Enregistrer »."""
        self.page.get_by_role("button", name="Plus d'actions").click()
        self.page.get_by_role("button", name=name).click()


def write_every_block(editor):
    """What the visitor must find again is in each text."""
    editor.add("text").write("", "Le texte du guide.")
    block = editor.add("steps")
    block.fill(heading="La suite des étapes")
    for number in range(2):
        block.item("items", number).fill(title=f"Étape numéro {number + 1}")
        block.item("items", number).write("text", f"Le geste {number + 1}.")
    block = editor.add("callout")
    block.fill(title="À retenir absolument")
    block.write("text", "Soit {figure:essai} jeunes.")
    block = editor.add("accordion").item("items", 0)
    block.fill(title="Et si le tuteur change ?")
    block.write("text", "Le pli du service.")
    block = editor.add("table")
    block.fill(caption="Le tableau compare")
    block.item("head", 1).fill(**{"": "Colonne B"})
    row = block.item("rows", 0)
    for number, text in enumerate(("Ligne A", "Cellule B")):
        row.item("cells", number).fill(**{"": text})
    block = editor.add("image")
    picture = get_test_image_file(size=(64, 48)).file.getvalue()
    block.upload("image", "image", name="atelier.png", mimeType="image/png", buffer=picture)
    block.fill(alternative="Un jeune à l’atelier", caption="Crédit du lycée")
    block = editor.add("video")
    block.fill(title="Le film du parcours", duration="2 min")
    block.upload("video", "document", name="film.mp4", mimeType="video/mp4", buffer=MP4)
    block.write("transcript", "On entend la machine.")
    editor.add("figures").item("codes", 0).field("").select_option("essai")
    block = editor.add("legal")
    block.fill(article="Article L2112-2", label="Ce que dit l’article", checked_on="22/11/2026")
    # Leaving the date closes its calendar, which would take the next click.
    block.field("checked_on").press("Tab")
    editor.add("testimonial").choose("testimonial", "Une tutrice")
    block = editor.add("model_text")
    block.fill(title="Le texte type", text="Le marché comporte une clause.")
    block.field("place").select_option("RC")
    editor.add("document").choose("document", "Grille du kit")
    editor.add("action").fill(
        text="La phrase d’appel", label="Le bouton", address="/outils/calibreur/"
    )
    editor.add("offers").fill(title="Des offres tout près")
    editor.add("personal_data").field("person").select_option("guardian")
    editor.add("traces").field("part").select_option("papers")


READ = [
    TITLE,
    "Le résumé du guide.",
    "Le texte du guide.",
    "La suite des étapes",
    "Étape numéro 1",
    "Étape numéro 2",
    "Le geste 2.",
    "À retenir absolument",
    "Soit 4 321 jeunes.",
    "Et si le tuteur change ?",
    "Le pli du service.",
    "Le tableau compare",
    "Colonne B",
    "Ligne A",
    "Cellule B",
    "Crédit du lycée",
    "Le film du parcours",
    "On entend la machine.",
    "Jeunes accueillis",
    "Article L2112-2",
    "Ce que dit l’article",
    "Il a trouvé sa voie chez nous.",
    "Le texte type",
    "le règlement de la consultation",
    "Le marché comporte une clause.",
    "Grille du kit",
    "La phrase d’appel",
    "Le bouton",
    "Des offres tout près",
    "Sur quel fondement",
    "Ce qu’il établit",
]


def said_by(page) -> str:
    """Every word of the page, folded parts included, on one line."""
    return " ".join(page.locator("main").evaluate("main => main.textContent").split())


def test_a_guide_with_every_block_goes_from_writer_to_visitor(guides, browse, open_page):
    writer = browse(UserFactory(roles=[Role.WRITER]))
    writer.goto(f"/admin/pages/add/resources/guidepage/{guides.pk}/")
    writer.get_by_placeholder("Titre de la page").fill(TITLE)
    writer.get_by_role("textbox", name="Résumé").fill("Le résumé du guide.")
    writer.get_by_label("acheteur", exact=True).check()
    editor = Editor(writer)
    write_every_block(editor)
    assert sorted(editor.used) == sorted(name for name, _ in BODY)

    writer.get_by_role("button", name="Afficher/masquer la prévisualisation").click()
    preview = writer.frame_locator("#w-preview-iframe")
    expect(preview.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(preview.get_by_role("heading", name="Des offres tout près")).to_be_attached()
    editor.act("Soumettre à Relecture puis publication")
    expect(writer.locator(".messages")).to_contain_text("soumise")
    guide = GuidePage.objects.get()
    assert not guide.live
    assert guide.revisions.count() <= 2, "autosave writes into the session's own revision"
    public = f"/guides/{guide.slug}/"

    reviewer = browse(UserFactory(roles=[Role.REVIEWER]))
    reviewer.goto("/admin/")
    reviewer.get_by_role("link", name=TITLE).click()
    Editor(reviewer).act("Approuver avec un commentaire")
    window = reviewer.locator(".modal-content")
    window.locator("[name=comment]").fill(COMMENT)
    window.get_by_role("button").last.click()
    expect(reviewer.locator(".messages")).to_contain_text("Prochaine étape : Publication")

    publisher = browse(UserFactory(roles=[Role.PUBLISHER]))
    publisher.goto("/admin/")
    publisher.get_by_role("link", name=TITLE).click()
    publisher.get_by_role("button", name="Afficher/masquer le statut").click()
    expect(publisher.get_by_text(COMMENT)).to_be_attached()
    Editor(publisher).act("Approuver et publier")
    expect(publisher.locator(".messages")).to_contain_text("publiée")

    for width in (DESK, PHONE):
        visitor = open_page(width)
        visitor.goto(public)
        said = said_by(visitor)
        assert [text for text in READ if text not in said] == []
        assert visitor.get_by_alt_text("Un jeune à l’atelier").evaluate("img => img.naturalWidth")
        assert_fits(visitor)
        assert_accessible(visitor)
        assert visitor.trouble == []
    for page in (writer, reviewer, publisher):
        assert page.trouble == []


def test_an_autosave_that_waits_does_not_leave_after_what_was_submitted(guides, browse, settings):
    """Older words would follow the last ones. https://github.com/wagtail/wagtail/issues/13863"""
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 2_000
    guide = guides.add_child(
        instance=GuidePage(title="Ancien titre", slug="guide", summary="Le résumé.")
    )
    writer = browse(UserFactory(roles=[Role.WRITER]))
    writer.add_init_script(
        """const html = () => document.documentElement;
        for (const name of ['w-unsaved:watch-edits', 'w-autosave:save'])
            document.addEventListener(name, () => { html().dataset.seen += ` ${name}`; });"""
    )
    writer.goto(f"/admin/pages/{guide.pk}/edit/")
    sent, submissions = [], []

    def see(route):
        if route.request.method != "POST":
            route.continue_()
        elif "json" in route.request.headers["accept"]:
            sent.append("autosave")
            route.continue_()
        else:
            sent.append("submission")
            submissions.append(route)

    writer.route(f"**/admin/pages/{guide.pk}/edit/", see)
    # Playwright waits for an expression by `eval`, which the page's policy refuses.
    writer.locator("html[data-seen~='w-unsaved:watch-edits']").wait_for(state="attached")
    title = writer.get_by_placeholder("Titre de la page")
    # Wagtail takes what it finds for the text before any edit, a moment after it said it watches.
    for number in range(5):
        last = f"Le dernier mot, {number}"
        title.fill(last)
        with suppress(PlaywrightTimeout):
            saved = writer.locator("html[data-seen~='w-autosave:save']")
            saved.wait_for(state="attached", timeout=4_000)
            break
    else:
        pytest.fail("No autosave was announced.")
    writer.get_by_role("button", name="Enregistrer le brouillon").click(no_wait_after=True)
    # Longer than an autosave waits: the server is slow, the page still there.
    writer.wait_for_timeout(3_000)
    assert sent == ["submission"]
    submissions[0].continue_()
    expect(writer.locator(".messages")).to_contain_text("mise à jour")
    latest = GuidePage.objects.get().get_latest_revision_as_object()
    assert latest.title == last
