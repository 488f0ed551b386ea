"""Facts in: published figures added to a case, with source, basis and date; revisions kept, nothing overwritten."""

from landbridge.exchange.facts.add import Addition, ShippedCase, add
from landbridge.exchange.facts.changes import Change
from landbridge.exchange.facts.incoming import Blanks

__all__ = ["Addition", "Blanks", "Change", "ShippedCase", "add"]
