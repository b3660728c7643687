"""In the company, then the bilan croisé."""

from matching.enums import PlacementStage as Stage
from matching.placements.actions.kind import about_placement, with_company
from matching.placements.actions.people import tutor_of_the_place
from offers.enums import ActionSort
from psf.workflow.enums import Actor
from psf.workflow.facts import Fact
from psf.workflow.kinds import Phone, declare
from psf.workflow.scripts import hello


def check_in(action, user) -> str:
    return (
        f"{hello(action, user)} Comment se passe le parcours ? Présence et horaires, tâches,"
        " ce qui va bien, ce qu'il faudrait adapter. »"
    )


def give_opinion(action, user) -> str:
    return (
        f"{hello(action, user)} La présence est terminée : merci de votre accueil. Pour le bilan :"
        " quelles compétences sont acquises, lesquelles restent en cours ? »"
    )


def whose_opinion_is_missing(action, placement) -> list[Fact]:
    review = getattr(placement, "review", None)
    if review is None or not (review.lines.all() or review.opinions_given_up):
        return [Fact("Avis attendus", "ceux du jeune et des deux tuteurs, aucun n'est saisi")]
    missing = ", ".join(review.missing_opinions)
    given_up = [Fact("Avis impossible", f"{who} ({why})") for who, why in review.opinions_given_up]
    done = "aucun, il peut être remis" if given_up else "aucun, les trois avis sont saisis"
    return [Fact("Avis attendus", missing or done), *given_up]


CHECK_IN = declare(
    with_company(
        verb="check_in",
        label="Faire le point avec le tuteur entreprise",
        told="Nous faisons le point avec {entreprise}",
        days=7,
        heading="En entreprise",
        opens_at=frozenset({Stage.IN_COMPANY}),
        moves=("check_in", "presence", "incident"),
        phone=Phone.TALK,
        whom=tutor_of_the_place,
        script=check_in,
        sort=ActionSort.FOLLOW,
    )
)
END_PRESENCE = declare(
    about_placement(
        verb="end_presence",
        label="Constater la fin de la présence",
        told="Le parcours se fait ; nous en constaterons la fin",
        days=1,
        heading="En entreprise",
        opens_at=frozenset({Stage.IN_COMPANY}),
        start=lambda placement: placement.ends_on,
        moves=("finish", "interrupt"),
        sort=ActionSort.FOLLOW,
    )
)
COMPLETE_REVIEW = declare(
    about_placement(
        verb="complete_review",
        label="Terminer le bilan croisé",
        told="Nous terminons le bilan croisé",
        days=14,
        heading="Bilan",
        opens_at=frozenset({Stage.REVIEW}),
        moves=("review", "give_up_opinion", "close"),
        facts=whose_opinion_is_missing,
        sort=ActionSort.REVIEW,
    )
)
GIVE_OPINION = declare(
    with_company(
        verb="give_opinion",
        label="Donner son avis pour le bilan croisé",
        told="{entreprise} donne son avis pour le bilan croisé",
        actor=Actor.COMPANY,
        days=14,
        heading="Bilan",
        opens_at=frozenset({Stage.REVIEW}),
        moves=("give_opinion", "review", "give_up_opinion"),
        phone=Phone.TALK,
        script=give_opinion,
        sort=ActionSort.REVIEW,
    )
)
