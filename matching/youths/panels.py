"""How a young person's record is typed: panels in the order of a first interview."""

from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
)

from matching.models.youth import NO_SENSITIVE_DATA
from matching.youths.forms import YouthForm


class DuplicatesPanel(Panel):
    """Shown when the record is probably that of somebody already followed, with the tick to pass."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "matching/registry/duplicates.html"

        def is_shown(self):
            return bool(self.form and self.form.asks_about_duplicates)

        def get_context_data(self, parent_context=None):
            return super().get_context_data(parent_context) | {"form": self.form}

    def get_form_options(self):
        return {"fields": ["not_duplicate"]}


class AfterwardsPanel(FieldPanel):
    """A field that makes sense once the record exists."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self):
            return super().is_shown() and not self.form.adding


youth_panels = ObjectList(
    [
        DuplicatesPanel(heading="Déjà suivi ?", icon="warning"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("last_name"), FieldPanel("first_name")]),
                FieldRowPanel([FieldPanel("birth_date"), FieldPanel("birth_place")]),
                FieldRowPanel([FieldPanel("sex"), FieldPanel("ine")]),
            ],
            heading="Identité",
            icon="user",
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("service"), FieldPanel("tutor")]),
                FieldRowPanel([FieldPanel("situation"), AfterwardsPanel("situation_comment")]),
            ],
            heading="Suivi",
            icon="clipboard-list",
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
                FieldPanel("told_by"),
                FieldPanel("address"),
                FieldPanel("commune"),
            ],
            heading="Contact",
            icon="mail",
        ),
        InlinePanel(
            "guardians",
            [
                FieldRowPanel([FieldPanel("last_name"), FieldPanel("first_name")]),
                FieldPanel("link"),
                FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
                FieldPanel("told_by"),
            ],
            heading="Représentants légaux",
            label="représentant légal",
            icon="group",
            max_num=4,
            help_text="Pour un mineur : identité et contact seulement.",
        ),
        MultiFieldPanel(
            [
                FieldPanel("last_school"),
                FieldPanel("last_training"),
                FieldRowPanel([FieldPanel("school_exit_on"), FieldPanel("school_exit")]),
                FieldPanel("diploma"),
            ],
            heading="Dernière scolarité",
            icon="openquote",
            help_text=NO_SENSITIVE_DATA,
        ),
        MultiFieldPanel(
            [
                FieldPanel("wishes"),
                FieldRowPanel([FieldPanel("available_from"), FieldPanel("available_until")]),
                FieldRowPanel([FieldPanel("hours_wanted"), FieldPanel("radius_km")]),
                FieldPanel("wants_far"),
            ],
            heading="Souhaits et disponibilité",
            icon="pick",
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("notice_given_on"), FieldPanel("notice_version")]),
                FieldRowPanel(
                    [
                        FieldPanel("guardian_notice_given_on"),
                        FieldPanel("guardian_notice_version"),
                    ]
                ),
            ],
            heading="Notice d'information",
            icon="doc-full",
        ),
    ],
    base_form_class=YouthForm,
)
