"""Who acts, and how a call ended."""

from django.db.models import TextChoices


class Actor(TextChoices):
    """Whoever may have to do something, or may do it."""

    TUTOR = "tutor", "tuteur pédagogique"
    COORDINATOR = "coordinator", "coordonnateur"
    DEPARTMENT = "department", "coordonnateur départemental"
    REGION = "region", "chargé de mission régional"
    NATIONAL = "national", "équipe nationale"
    COMPANY = "company", "entreprise"
    BUYER = "buyer", "acheteur"
    SCHOOL = "school", "établissement"
    YOUTH = "youth", "jeune"
    GUARDIAN = "guardian", "représentant légal"
    CLOCK = "clock", "échéance automatique"


# Steering roles: they do what a coordinator of their services does.
COORDINATING = frozenset({Actor.COORDINATOR, Actor.DEPARTMENT, Actor.REGION})
# People who have no account, and for whom a tutor or coordinator records what they said.
WITHOUT_ACCOUNT = frozenset({Actor.COMPANY, Actor.BUYER, Actor.SCHOOL, Actor.YOUTH, Actor.GUARDIAN})


class Counting(TextChoices):
    """Which days a delay counts."""

    CALENDAR = "calendar", "tous les jours"
    WORKING = "working", "jours ouvrés, du lundi au vendredi hors jours fériés"
    SCHOOL = "school", "jours ouvrés hors vacances scolaires de l'académie"


class Approver(TextChoices):
    """Who must approve a move before it is made."""

    NOBODY = "none", "personne"
    COORDINATOR = "coordinator", "un coordonnateur"
    DEPARTMENT = "department", "le coordonnateur départemental"


class CallOutcome(TextChoices):
    REACHED = "reached", "joint"
    NO_ANSWER = "no_answer", "pas de réponse"
    MESSAGE_LEFT = "message_left", "message laissé"
    WRONG_PERSON = "wrong_person", "mauvais interlocuteur"
    CALL_BACK = "call_back", "rappeler le…"


class EventKind(TextChoices):
    TRANSITION = "transition", "étape"
    CALL = "call", "appel"
    CLOCK = "clock", "échéance"
    NOTE = "note", "note"
    RECORD = "record", "enregistrement"
    UNDO = "undo", "annulation"
