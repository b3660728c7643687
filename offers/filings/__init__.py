"""What people without an account send by the public forms, until it stands in the registries.

A declaration at notification, a consultation before publication, a parcours that a company proposes:
one row (`Filing`), one life. Nothing of it is shown or sent before the typed address is confirmed by
its own mail. docs/decisions/filings.md
"""
