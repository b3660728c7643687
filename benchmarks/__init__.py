"""Measures on national data: `make bench [SUITE=queue] [FRESH=1]`. docs/operations.md"""
