"""The outlook: where published series lead, with intervals, the year's total and the days on which marks are passed."""

from landbridge.measurement.outlook.family import Family, families
from landbridge.measurement.outlook.outlook import Outlook, Settings, carry_all, outlook
from landbridge.measurement.outlook.series import read_library, read_series

__all__ = ["Family", "Outlook", "Settings", "carry_all", "families", "outlook", "read_library", "read_series"]
