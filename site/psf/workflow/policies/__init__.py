"""Steps that each territory adapts: due days, ladder, escalation, instructions, checklists, approvals.

`catalog` is what the apps declare, `effective` what holds for a subject, `counting` how days are
counted, `rollout` what a new version changes for open actions.
"""
