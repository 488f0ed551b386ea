"""A synthetic national industry of any size, made by a seeded generator: for measuring, not for statements."""

from landbridge.cases.national.size import LEAST_A_PLANT, RANGES, Size
from landbridge.cases.national.write import make_tables, write_national

__all__ = ["LEAST_A_PLANT", "RANGES", "Size", "make_tables", "write_national"]
