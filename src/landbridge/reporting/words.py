"""The page's words, one TOML file a language."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from importlib import resources

LANGUAGES = ("en", "zh")

Words = Mapping[str, Mapping[str, str]]


@functools.cache
def read_words(language: str) -> Words:
    """The words of a language by section and name.

    Raises
    ------
    ValueError
        If the page is not written in that language.
    """
    if language not in LANGUAGES:
        raise ValueError(f"the page speaks {' and '.join(LANGUAGES)}, not {language}")
    text = resources.files("landbridge.reporting") / "text" / f"{language}.toml"
    return tomllib.loads(text.read_text(encoding="utf-8"))
