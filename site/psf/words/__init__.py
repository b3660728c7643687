"""Lists of words that each territory adapts, over categories that the code reasons on.

`lists` is what the apps declare, `models` the dated words, `choosing` what is offered and what a choice
means, `changes` how a list is changed.
"""
