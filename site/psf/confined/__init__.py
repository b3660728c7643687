"""Other people's files are read by a child process, never by ours.

A parser of Word, PDF, pictures or mail may be made to loop, to swallow memory, or worse, by whoever
writes the file. `Task.run` gives the file to a child that has no secret, no settings and no database,
with limits of memory, processor and time held by the system, and kills it with all it started.

Nothing here, and nothing that a task names, imports Django: a child starts in a tenth of a second.
docs/decisions/confined.md
"""
