"""At any stage: somebody asks to be called, or no message reaches them."""

from matching.placements.actions.kind import about_placement, with_buyer, with_company
from matching.placements.actions.people import contact_of_the_buyer
from offers.enums import ActionSort
from psf.workflow.kinds import Phone, declare
from psf.workflow.scripts import call_back

CALL_BACK_COMPANY = declare(
    with_company(
        verb="call_back_company",
        label="Rappeler l'entreprise, qui le demande",
        told="Nous rappelons {entreprise}, qui le demande",
        days=1,
        heading="Rappels demandés",
        phone=Phone.CALL,
        over_once_reached=None,
        script=call_back,
        sort=ActionSort.CALL,
    )
)
FIND_CONTACT = declare(
    with_company(
        verb="find_contact",
        label="Trouver un autre contact dans l'entreprise",
        told="Nous cherchons qui appeler dans {entreprise}",
        days=1,
        completable=True,
        sort=ActionSort.UNBLOCK,
    )
)
FIND_BUYER_CONTACT = declare(
    with_buyer(
        verb="find_buyer_contact",
        label="Trouver un autre contact chez l'acheteur",
        days=2,
        completable=True,
        whom=contact_of_the_buyer,
        sort=ActionSort.UNBLOCK,
    )
)
TELL_FAMILY = declare(
    about_placement(
        verb="tell_family",
        label="Prévenir le jeune ou sa famille, qu'aucun message n'atteint",
        days=2,
        completable=True,
        sort=ActionSort.YOUTH,
    )
)
