"""Statements tested against published facts: general rules, verdicts computed."""

from landbridge.measurement.claims.examine import Examined, examine

__all__ = ["Examined", "examine"]
