"""Formats of the product, over Django's: `FORMAT_MODULE_PATH` leads here."""
