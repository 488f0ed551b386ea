"""The stages' shared language: the declared tables of Network, Plan, Record and Measures."""

from landbridge.documents.document import Document, Measures, Network, Plan, Record

__all__ = ["Document", "Measures", "Network", "Plan", "Record"]
