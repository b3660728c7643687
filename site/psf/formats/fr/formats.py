"""Days in figures wherever no format is named, Wagtail's own lists and reports included.

Django's « j F Y » writes « 1 décembre 2026 », and no format of its can write « 1er »; days in words are
written by `psf.french`.
"""

DATE_FORMAT = "d/m/Y"
DATETIME_FORMAT = "d/m/Y à H:i"
MONTH_DAY_FORMAT = "d/m"
