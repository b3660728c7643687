"""How the registries are edited: panels in the order in which a fiche entreprise is read out."""

from django import forms
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
)

from offers.choosers import RegistryChooser, buyer_contact_chooser, company_contact_chooser
from offers.forms import BuyerContactForm, BuyerForm, CompanyForm, OfferForm, SlotForm
from offers.forms.contracts import ContractForm
from offers.models import Contract
from offers.widgets import RomeWidget
from psf.wagtail_seams.screens import get_form_for_model

NO_PERSON = "Ne nommez aucun jeune dans ces textes."


class InlineFormPanel(InlinePanel):
    """An InlinePanel whose children have their own form class.

    `inherit` names attributes of the parent's form that the children receive.
    """

    def __init__(self, *args, form_class=None, inherit=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.form_class = form_class
        self.inherit = inherit

    def clone_kwargs(self):
        return super().clone_kwargs() | {"form_class": self.form_class, "inherit": self.inherit}

    def get_form_options(self):
        options = super().get_form_options()
        child = self.child_edit_handler.get_form_options()
        options["formsets"][self.relation_name] |= {
            "form": get_form_for_model(
                self.db_field.related_model,
                form_class=self.form_class,
                defer_required_on_fields=child.get("defer_required_on_fields"),
            ),
            "inherit_kwargs": self.inherit,
        }
        return options


class WhenAskedPanel(FieldPanel):
    """The tick that passes a warning about duplicates, shown once there is one."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self):
            return super().is_shown() and self.form.asks_about_duplicates


def contact_of_buyer():
    return buyer_contact_chooser.widget_class(linked_fields={"buyer": "#id_buyer"})


def contract_of_company():
    return RegistryChooser(Contract, icon="doc-full", linked_fields={"company": "#id_company"})


def contact_of_company():
    return company_contact_chooser.widget_class(
        linked_fields={
            "company": "#id_company",
            "host": {"match": r"^id_slots-\d+-", "append": "host"},
        }
    )


SLOT_PANELS = [
    FieldRowPanel([FieldPanel("site"), FieldPanel("commune")]),
    FieldPanel("address"),
    FieldRowPanel([FieldPanel("tutor", widget=contact_of_company()), FieldPanel("host")]),
    FieldPanel("romes", widget=RomeWidget()),
    FieldPanel("tasks"),
    FieldRowPanel([FieldPanel("days_per_week"), FieldPanel("weekly_hours")]),
    FieldRowPanel([FieldPanel("window_from"), FieldPanel("window_until")]),
    FieldRowPanel([FieldPanel("adults_only"), FieldPanel("active")]),
]

offer_panels = ObjectList(
    [
        MultiFieldPanel(
            [
                FieldPanel("company"),
                FieldPanel("contract", widget=contract_of_company()),
                FieldPanel("lots"),
                FieldPanel("declared_on"),
            ],
            heading="Entreprise et marché",
        ),
        MultiFieldPanel(
            [
                FieldPanel("calibre"),
                FieldPanel("hours"),
                FieldRowPanel(
                    [FieldPanel("derogation_reason"), FieldPanel("derogation_agreed_on")]
                ),
                FieldPanel("splittable"),
            ],
            heading="Calibre et heures",
        ),
        InlineFormPanel(
            "slots",
            SLOT_PANELS,
            heading="Lieux d'accueil",
            label="Lieu d'accueil",
            form_class=SlotForm,
            inherit=["offer"],
        ),
        MultiFieldPanel(
            [
                HelpPanel(NO_PERSON),
                FieldPanel("transport"),
                FieldPanel("equipment"),
                FieldPanel("meals"),
                FieldPanel("gratification"),
            ],
            heading="Conditions d'accueil",
        ),
        MultiFieldPanel([FieldPanel("service", widget=forms.Select)], heading="Suivi"),
    ],
    base_form_class=OfferForm,
)

company_panels = ObjectList(
    [
        MultiFieldPanel(
            [
                FieldPanel("name"),
                WhenAskedPanel("not_duplicate"),
                FieldPanel("siret"),
                FieldPanel("never_borne"),
                FieldPanel("no_siret_reason"),
                FieldPanel("activity"),
                FieldPanel("address"),
                FieldPanel("commune"),
                FieldPanel("interlocutor"),
            ],
            heading="Entreprise",
        ),
        InlinePanel(
            "contacts",
            [
                FieldRowPanel([FieldPanel("name"), FieldPanel("role")]),
                FieldPanel("function"),
                FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
                FieldRowPanel([FieldPanel("rank"), FieldPanel("verified_on")]),
                FieldPanel("left_on"),
            ],
            heading="Contacts",
            label="Contact",
            help_text=(
                "Au moins deux : tuteur et ressources humaines ; mieux, un troisième dans la"
                " hiérarchie. Une personne qui part garde sa ligne, avec la date de son départ."
            ),
        ),
    ],
    base_form_class=CompanyForm,
)

buyer_panels = ObjectList(
    [
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldPanel("kind"),
                FieldPanel("siret"),
                FieldPanel("never_borne"),
                FieldPanel("commune"),
                FieldPanel("convention_until"),
            ],
            heading="Acheteur",
        ),
        InlineFormPanel(
            "contacts",
            [
                FieldRowPanel([FieldPanel("name"), FieldPanel("role")]),
                FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
                FieldRowPanel(
                    [FieldPanel("left_on"), FieldPanel("successor", widget=forms.Select)]
                ),
            ],
            heading="Contacts",
            label="Contact",
            help_text="Une personne qui part garde sa ligne, avec la date et son successeur.",
            form_class=BuyerContactForm,
            inherit=["buyer"],
        ),
    ],
    base_form_class=BuyerForm,
)

contract_panels = ObjectList(
    [
        MultiFieldPanel(
            [
                FieldPanel("buyer"),
                FieldRowPanel(
                    [
                        FieldPanel("contact", widget=contact_of_buyer()),
                        FieldPanel("prescriber", widget=contact_of_buyer()),
                    ]
                ),
                FieldPanel("company"),
                FieldRowPanel([FieldPanel("reference"), FieldPanel("kind")]),
                FieldPanel("title"),
                FieldRowPanel([FieldPanel("cpv"), FieldPanel("decp_id")]),
            ],
            heading="Marché",
        ),
        MultiFieldPanel(
            [
                FieldPanel("amount"),
                FieldRowPanel([FieldPanel("notified_on"), FieldPanel("firm_months")]),
                FieldPanel("firm_end"),
                FieldRowPanel([FieldPanel("renewals"), FieldPanel("renewal_months")]),
                FieldPanel("trigger_amount"),
            ],
            heading="Montant et durée",
        ),
        InlinePanel(
            "lots",
            [
                FieldRowPanel([FieldPanel("number"), FieldPanel("hours")]),
                FieldPanel("title"),
            ],
            heading="Lots",
            label="Lot",
        ),
        MultiFieldPanel(
            [
                FieldPanel("clause_article"),
                FieldPanel("gratification_granted"),
                FieldPanel("penalties"),
            ],
            heading="Clause",
        ),
    ],
    base_form_class=ContractForm,
)
