"""What time alone tells people: the rows and the texts are in `matching.messages.rules`."""

from matching.messages import rules
from matching.placements.clock.rule import Rule
from psf.french.numbers import counted

RULES = [
    Rule(
        "recall_meeting",
        "Réunion proche : la rappeler",
        rules.meetings_soon,
        rules.remind_of_meeting,
        lambda policy: (
            "Le jeune, et le représentant légal d'un mineur, sont prévenus"
            f" {counted(rules.REMIND_DAYS_BEFORE, 'jour')} avant la réunion de présentation."
        ),
        reminds="pk",
    ),
    Rule(
        "tell_first_day",
        "Premier jour proche : prévenir",
        rules.first_days_soon,
        rules.tell_first_day,
        lambda policy: (
            "Convention signée, le jeune, sa famille et l'entreprise reçoivent les consignes"
            f" {counted(rules.FIRST_DAY_DAYS_BEFORE, 'jour')} avant le premier jour."
        ),
    ),
    Rule(
        "offer_news",
        "Entreprise qui attend : nouvelles du mois",
        rules.offers_waiting,
        rules.give_offer_news,
        lambda policy: (
            "Une entreprise prête, sans jeune, reçoit des nouvelles tous les"
            f" {counted(rules.NEWS_EVERY_DAYS, 'jour')}."
        ),
    ),
    Rule(
        "youth_news",
        "Jeune qui attend : nouvelles du mois",
        rules.youths_waiting,
        rules.give_youth_news,
        lambda policy: (
            "Un jeune prêt à qui rien n'est proposé reçoit des nouvelles tous les"
            f" {counted(rules.NEWS_EVERY_DAYS, 'jour')}."
        ),
    ),
]
