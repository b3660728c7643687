"""The rules of the clock, in the order in which they run."""

from matching.placements.clock import late, news, offers, placements, youths

RULES = [*placements.RULES, *offers.RULES, *youths.RULES, *news.RULES, *late.RULES]
