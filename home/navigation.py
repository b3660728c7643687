"""The main menu: the roles, the guides, the tools, then the pages that editors put in menus."""

from dataclasses import dataclass, field

from django.urls import reverse

from home.frame import Frame


@dataclass(slots=True)
class Item:
    """A link, or a title that opens on links."""

    title: str
    url: str = ""
    items: list["Item"] = field(default_factory=list)
    here: bool = False


def menu_of(frame: Frame, path: str) -> list[Item]:
    def item(entry):
        return Item(entry.title, entry.url)

    tools = [
        Item("Calibreur", reverse("outils:calibreur")),
        Item("Rédacteur de clause", reverse("outils:redacteur")),
        *map(item, frame.of_kind("kitpage")),
        Item("Trouver mon service", reverse("public:service")),
    ]
    menu = [
        Item("Vous êtes", items=[item(entry) for entry in frame.of_kind("rolepage")]),
        *map(item, frame.of_kind("guideindexpage")),
        Item("Outils", items=tools),
        *map(item, frame.of_kind("offerspage", "faqpage")),
        *(
            item(entry)
            for level, entry in frame.tree()
            if level == 1
            and entry.in_menu
            and entry.kind not in {"rolepage", "guideindexpage", "kitpage", "offerspage", "faqpage"}
        ),
    ]
    menu = [entry for entry in menu if entry.url or entry.items]
    for entry in menu:
        for below in entry.items:
            below.here = path.startswith(below.url)
        entry.here = (bool(entry.url) and path.startswith(entry.url)) or any(
            below.here for below in entry.items
        )
    # « Trouver mon service » stands under the tools; its address, under Contact's.
    if any(below.here for entry in menu for below in entry.items):
        for entry in menu:
            entry.here = entry.here and not entry.url
    return menu
