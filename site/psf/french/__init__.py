"""French as the product writes it, each thing said once: folding, days, numbers, phrases, telephones.

Plain Python, save `database` (an expression), `moments` (Paris time) and `filters` (for templates).
"""
