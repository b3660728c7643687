"""The matching engine: plain Python, plain values in, numbers and French reasons out.

It imports no Django, and nothing outside the standard library but the one definition of a distance:
the same rules serve the live lists, the national plan and the tests. Same input, same output:
integers throughout, distances rounded to metres, ties broken by id, no clock (``today`` is given).
"""
