"""Why a page does not open, said without telling whether somebody exists."""

from dataclasses import dataclass

from psf.links.enums import LinkPurpose

OF_FAMILY = (LinkPurpose.YOUTH, LinkPurpose.GUARDIAN)


@dataclass(frozen=True, slots=True)
class Closed:
    """A page in place of the one asked for."""

    title: str
    sentences: tuple[str, ...]
    status: int
    may_resend: bool = False
    # Not before any right token, nor on a phone that others use.
    says_whom_to_call: bool = True


UNKNOWN = Closed(
    "Ce lien ne s’ouvre pas",
    (
        "Rouvrez-le depuis le message que vous avez reçu : il est peut-être coupé, ou ouvert sur"
        " cet appareil depuis plus de douze heures.",
        "S’il ne s’ouvre toujours pas, appelez la personne qui vous a écrit : son numéro est dans"
        " le message.",
    ),
    404,
    says_whom_to_call=False,
)
EXPIRED = Closed(
    "Ce lien n’est plus valable",
    (
        "Un lien personnel ne s’ouvre qu’un temps.",
        "Nous pouvons en envoyer un nouveau là où le premier a été reçu, et nulle part ailleurs.",
    ),
    410,
    may_resend=True,
)
REVOKED = Closed(
    "Ce lien a été retiré",
    ("Appelez la personne qui vous a écrit : son nom et son numéro sont dans le message.",),
    410,
)
RECALLED = Closed(
    "La proposition est retirée",
    (
        "Nous vous avions présenté un jeune. Cette proposition est retirée : vous n’avez rien à faire,"
        " et nous vous prions de nous en excuser.",
        "Votre engagement demeure : nous revenons vers vous. Une question ? Le nom et le numéro de la"
        " personne à appeler sont dans notre message.",
    ),
    410,
)
PASSED_ON = Closed(
    "Ce lien a été transmis",
    (
        "La page s’ouvre désormais pour une autre personne, par son propre lien.",
        "Une question ? Appelez la personne qui vous a écrit : son numéro est dans le message.",
    ),
    410,
)
ANOTHER_ADDRESS = Closed(
    "Ce lien ne s’ouvre plus",
    (
        "Il avait été envoyé à une adresse où nous n’écrivons plus.",
        "Si elle est encore la vôtre, appelez la personne qui vous a écrit : son numéro est dans le"
        " message.",
    ),
    410,
)
FOLLOWS = Closed(
    "C’est enregistré",
    ("Ce lien ne s’ouvre plus ici : un nouveau part à l’adresse que vous avez donnée.",),
    200,
)
HANDED_OVER = Closed(
    "C’est enregistré",
    ("La personne que vous avez indiquée reçoit son propre lien ; celui-ci ne s’ouvre plus.",),
    200,
)
FAMILY_CLOSED = Closed(
    "Cette page est fermée",
    (
        "Ce qu’elle montrait est terminé, ou archivé.",
        "Pour une copie de vos papiers, attestation ou bilan, appelez la personne qui vous a écrit :"
        " son nom et son numéro sont dans le message.",
    ),
    410,
)
NOT_YOURS = Closed(
    "Cette page n’est plus la vôtre",
    (
        "Elle ne montre plus rien par ce lien.",
        "Une question ? Appelez la personne qui vous a écrit : son numéro est dans le message.",
    ),
    410,
)
DISOWNED = Closed(
    "C’est effacé",
    (
        "Merci de nous l’avoir dit. Ce qui avait été rempli avec votre adresse n’a été lu par personne.",
        "Vous n’avez rien d’autre à faire.",
    ),
    410,
    says_whom_to_call=False,
)
NO_COPY = Closed(
    "Aucune copie n’attend ici",
    (
        "Une copie de vos données s’efface au bout de sept jours.",
        "Demandez-en une autre depuis votre page, ou appelez la personne qui vous a écrit.",
    ),
    410,
)
RESENT = Closed(
    "C’est demandé",
    (
        "Si ce lien peut être renvoyé, un nouveau part dans quelques minutes là où le premier a été"
        " reçu.",
        "Rien n’arrive ? Appelez la personne qui vous a écrit : son numéro est dans le message.",
    ),
    200,
)
LEFT = Closed(
    "Page fermée sur cet appareil",
    ("Pour la rouvrir, utilisez de nouveau le lien de votre message.",),
    200,
    says_whom_to_call=False,
)


def too_often(wait: str, call) -> Closed:
    """Too many answers; `wait` in words, `call` the person (`Person`) to call, or None."""
    whom = "la personne qui vous a écrit : son numéro est dans le message"
    if call:
        whom = ", ".join(filter(None, (call.name, call.phone)))
    return Closed(
        "Trop d’envois",
        (
            f"Patientez {wait}, puis réessayez : rien n’est fermé.",
            f"C’est pressé ? Appelez {whom}.",
        ),
        429,
    )


def of_revoked(link) -> Closed:
    """Why a link that was closed for good does not open."""
    if link.recalled:
        return FAMILY_CLOSED if link.purpose in OF_FAMILY else RECALLED
    return PASSED_ON if link.gave_way else REVOKED
