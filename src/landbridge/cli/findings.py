"""Findings as people read them, and as programs do."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from landbridge.cli.words import Words
from landbridge.tables.finding import SEVERITIES, Finding
from landbridge.tables.listing import count

_STYLES = {"error": "bold red", "warning": "yellow", "notice": "cyan"}


def print_findings(findings: Sequence[Finding], words: Words, to: Console, least: str = "notice") -> None:
    """Print the findings in the order given, each with its place, what is wrong and what to do.

    Parameters
    ----------
    least
        The mildest severity to print.
    """
    severities = SEVERITIES[: SEVERITIES.index(least) + 1]
    for finding in findings:
        if finding.severity not in severities:
            continue
        head = Text(words(f"severity.{finding.severity}"), style=_STYLES[finding.severity])
        to.print(head.append(f"  {finding.place}", style="bold default"))
        to.print(Text(f"    {words.of_pair(finding.message_en, finding.message_zh)}"))
        fix = words.of_pair(finding.fix_en, finding.fix_zh)
        if fix:
            to.print(Text(f"    {words('check.fix')} {fix}", style="dim"))


def counts(findings: Sequence[Finding], words: Words) -> str:
    """How many errors, warnings and notices there are, in words."""
    number = count(findings)
    return words("check.counts", **{f"{what}s": words.counted(what, number[what]) for what in SEVERITIES})


def plain(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """The findings as plain values, for JSON."""
    return [dataclasses.asdict(finding) for finding in findings]
