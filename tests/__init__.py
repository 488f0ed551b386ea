"""A package of its own, so that no installed distribution that brings a `tests` can stand in its place."""
