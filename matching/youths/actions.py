"""What may have to be done about a young person who has no parcours, or outside it."""

from functools import partial

from matching.due import ALARM_VERB, PAPERS_VERB
from matching.enums import Situation
from matching.youths.following import keep_followed
from offers.enums import ActionSort
from psf.workflow.enums import Actor
from psf.workflow.kinds import ActionKind, Search, declare
from psf.workflow.policies import catalog
from psf.workflow.scripts import call_back

catalog.register_delays(ready_days=30)

# A page of the desk.
SEARCH = Search("Chercher un lieu d'accueil", "work:ranking")


def follow_on(youth, journal, now) -> None:
    """Done was the last thing open about somebody still followed: the next one opens."""
    keep_followed(youth, journal=journal, now=now)


about_youth = partial(
    ActionKind, about="youth", actor=Actor.TUTOR, sort=ActionSort.YOUTH, afterwards=follow_on
)


def see_youth(action, user) -> str:
    return (
        "Prendre des nouvelles, dire où l'on en est même s'il n'y a rien de neuf, convenir du"
        " prochain rendez-vous."
    )


def offer_papers(action, user) -> str:
    return (
        "Dire que son dossier sera bientôt archivé ; proposer son attestation et son bilan : il a reçu"
        " un lien pour les garder. Vérifier qu'il n'attend plus rien de nous."
    )


PROPOSE_PLACEMENT = declare(
    about_youth(
        verb="propose_placement",
        label="Proposer un parcours au jeune",
        days=15,
        heading="Jeune prêt",
        opens_at=frozenset({Situation.READY}),
        when=lambda youth: youth.opposed_on is None,
        search=SEARCH,
        ends="quand une place est réservée, ou quand la situation du jeune change dans sa fiche",
        sort=ActionSort.PROPOSE,
    )
)
PROPOSE_PLACEMENT_AGAIN = declare(
    PROPOSE_PLACEMENT.again(
        "propose_placement_again",
        days=7,
        step_label="Proposer un autre parcours, après une fin sans accueil",
    )
)
FIND_PLACEMENT = declare(
    about_youth(
        verb="find_placement",
        label="Chercher une place pour un jeune prêt depuis longtemps",
        actor=Actor.COORDINATOR,
        days=7,
        heading="Jeune prêt",
        step_label="Chercher une place avec le coordonnateur",
        completable=True,
        search=SEARCH,
        sort=ActionSort.PROPOSE,
    )
)
SEE_YOUTH = declare(
    about_youth(
        verb="see_youth",
        label="Faire le point avec le jeune",
        days=7,
        heading="Après un parcours",
        # Ready, for who opposes being proposed a parcours: the kind above comes first.
        opens_at=frozenset({Situation.SUPPORTED, Situation.READY, Situation.IN_PLACEMENT}),
        completable=True,
        calls_person=True,
        script=see_youth,
    )
)
# A partner follows them meanwhile: the day on which to ask how it goes counts as a next step.
SEE_PARTNER = declare(
    about_youth(
        verb="see_partner",
        label="Faire le point avec le partenaire qui suit le jeune",
        days=30,
        completable=True,
    )
)
TELL_YOUTH = declare(
    about_youth(
        verb="tell_youth",
        label="Prévenir le jeune, qu'aucun message n'atteint",
        days=2,
        completable=True,
    )
)
# Calls that a family asked for outlive a stage and a situation.
CALL_BACK_YOUTH = declare(
    about_youth(
        verb="call_back_youth",
        label="Rappeler le jeune, qui le demande",
        days=1,
        heading="Rappels demandés",
        outlives=True,
        completable=True,
        calls_person=True,
        script=call_back,
        sort=ActionSort.CALL,
    )
)
CALL_BACK_GUARDIAN = declare(
    about_youth(
        verb="call_back_guardian",
        label="Rappeler le représentant légal, qui le demande",
        days=1,
        heading="Rappels demandés",
        outlives=True,
        completable=True,
        calls_person=True,
        script=call_back,
        sort=ActionSort.CALL,
    )
)
# A month before the file leaves for the archive, or ends: matching/retention/announcing.py.
OFFER_PAPERS = declare(
    about_youth(
        verb=PAPERS_VERB,
        label="Proposer ses papiers au jeune",
        days=15,
        completable=True,
        calls_person=True,
        script=offer_papers,
    )
)
# A file whose time is over and that something keeps: closed by the machine once nothing does.
FREE_FILE = declare(
    about_youth(
        verb=ALARM_VERB,
        label="Lever ce qui retient un dossier échu",
        actor=Actor.COORDINATOR,
        days=15,
        outlives=True,
        afterwards=None,
        ends="quand plus rien ne retient le dossier (parcours terminé, suspension levée, délai après"
        " accident passé) : la page « Conservation » dit ce qui le retient",
    )
)
