"""A synthetic national industry of any size, made by a seeded generator: for measuring, not for statements."""

from landbridge.cases.national.size import Size
from landbridge.cases.national.write import make_tables, write_national

__all__ = ["Size", "make_tables", "write_national"]
