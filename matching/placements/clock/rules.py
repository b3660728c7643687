"""The rules of the clock, in the order in which they run."""

from matching.placements.clock import contacts, late, news, offers, placements, youths

RULES = [*placements.RULES, *offers.RULES, *youths.RULES, *contacts.RULES, *news.RULES, *late.RULES]
