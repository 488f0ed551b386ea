"""The story of one entity: every event of the record that concerns it, in order."""

from landbridge.measurement.story.entity import Entity, UnknownEntity, find_entity
from landbridge.measurement.story.tell import Event, tell

__all__ = ["Entity", "Event", "UnknownEntity", "find_entity", "tell"]
