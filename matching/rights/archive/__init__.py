"""The copy that the right of access gives: everything the registry of rules says is shown.

`collecting` finds rows and files, table after table, and writes of others what they are, never who;
`rereading` is what somebody keeps or hides of the free texts; `writing` makes the zip.
"""
