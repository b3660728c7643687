"""Screens of the registries of offers."""
