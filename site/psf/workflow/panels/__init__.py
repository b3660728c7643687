"""The parts of a page about one subject: each a component with a small context of its own.

A panel is a frozen class that is handed what the page already loaded, gives its template what that
template reads and nothing else, and decides there what to show: the template holds no rule. Headings
and sentences that name the subject are parameters.
"""
