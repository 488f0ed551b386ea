"""Indicators: one declared list of figures, worked out from a run's counts or from what was published."""

from landbridge.measurement.indicators.declared import Indicator, declared_indicators

__all__ = ["Indicator", "declared_indicators"]
