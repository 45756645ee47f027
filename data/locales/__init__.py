"""Gettext catalogues: the template of every text we show, and its translations.

``python -m data.locales`` writes the template anew and brings the catalogues up to date.
"""
