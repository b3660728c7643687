"""A school year played day by day through the real workflow, calls, links, messages and clock."""
