"""What the command line says, in the reader's language."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

LANGUAGES = ("en", "zh")


@dataclass(frozen=True)
class Words:
    """The texts of one language; call it with a key, such as ``run.help``, and the values of the text's fields."""

    language: str
    texts: Mapping[str, str]

    @classmethod
    @functools.cache
    def of(cls, language: str) -> Words:
        """Read the language's file."""
        text = resources.files("landbridge.cli").joinpath("text", f"{language}.toml").read_text(encoding="utf-8")
        return cls(language, flat(tomllib.loads(text)))

    def __call__(self, key: str, **values: object) -> str:
        return self.texts[key].format(**values)

    def counted(self, what: str, number: int) -> str:
        """How many of something, such as ``1 error`` or ``2 errors``."""
        return self.texts[f"count.{what}_{'one' if number == 1 else 'many'}"].format(number=f"{number:,}")

    def coded(self, section: str, code: str | None) -> str:
        """The word for a code, or the code itself where there is none."""
        return self.texts.get(f"{section}.{code}", code or "")

    def listed(self, parts: Iterable[str]) -> str:
        """Several things, parted as the language parts them."""
        return ("、" if self.language == "zh" else ", ").join(parts)

    def percent(self, value: float) -> str:
        """A percentage with one decimal, spaced as the language spaces it."""
        return f"{value:.1f}%" if self.language == "zh" else f"{value:.1f} %"

    def of_pair(self, en: str | None, zh: str | None) -> str:
        """The text of this language, of two."""
        return (zh if self.language == "zh" else en) or ""


def flat(table: Mapping[str, Any], above: str = "") -> dict[str, str]:
    """Nested tables as one, with dotted keys.

    Examples
    --------
    >>> flat({"run": {"help": "Run a case."}})
    {'run.help': 'Run a case.'}
    """
    texts: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, Mapping):
            texts.update(flat(value, f"{above}{key}."))
        else:
            texts[above + key] = value
    return texts


def language_of(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language to speak: ``--lang``, else the machine's, else English.

    Examples
    --------
    >>> language_of(["check", "henan", "--lang", "zh"], {})
    'zh'
    >>> language_of(["check", "henan"], {"LANG": "zh_CN.UTF-8"})
    'zh'
    >>> language_of(["check", "henan"], {"LANG": "zh_CN.UTF-8", "LC_ALL": "C"})
    'en'
    """
    for i, argument in enumerate(arguments):
        given = argument.removeprefix("--lang=")
        if argument == "--lang" and i + 1 < len(arguments):
            given = arguments[i + 1]
        if given in LANGUAGES and argument.startswith("--lang"):
            return given
    machine = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG") or ""
    return "zh" if machine.lower().startswith("zh") else "en"
