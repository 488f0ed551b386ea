"""Henan's vehicle industry chain in 2024: the flagship case, with the generator that writes its derived tables."""
