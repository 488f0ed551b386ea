"""Figures become a page: one file, two languages, no request to anywhere."""
