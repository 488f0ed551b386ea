"""The verdicts as a page for people, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from landbridge.measurement.claims.examine import Examined
from landbridge.measurement.claims.words import number, sentence, word


def write_page(examined: Sequence[Examined], title: tuple[str, str], as_of: date) -> str:
    """The page, in Markdown.

    Parameters
    ----------
    title
        The case's titles, English and Chinese.
    """
    lines = [
        "# Statements, tested · 论断检验",
        "",
        f"{title[0]}, as known on {as_of}. Every verdict is computed by `landbridge claims` from the case's facts:",
        "general rules, nothing written by hand. *Indicative only* means that what is known fits, or that bases are",
        "crossed; it is no confirmation. A fact that records a statement is no evidence for it.",
        "",
        f"{title[1]}，截至 {as_of}。各项结论均由 `landbridge claims` 按通用规则从案例数据计算得出，无一手写。",
        "“仅供参考”指现有数据相符或口径交叉，并非证实。记录论断本身的数据不作为其证据。",
        "",
        "| | statement · 论断 | verdict · 结论 | confidence · 可信度 |",
        "|---|---|---|---|",
        *(_row(found) for found in examined),
    ]
    for found in examined:
        lines += ["", *_section(found)]
    return "\n".join(lines) + "\n"


def verdict_words(found: Examined) -> tuple[str, str]:
    """The verdict with what else holds."""
    pairs = [word("verdict", code) for code in (found.verdict, *found.also)]
    return "; ".join(en for en, _ in pairs), "；".join(zh for _, zh in pairs)


def shorten(names: Iterable[str], most: int = 6) -> str:
    """Names of facts; of many the first, how many between, and the last."""
    names = list(names)
    if len(names) <= most:
        return ", ".join(names)
    return f"{', '.join(names[:2])}, … ({len(names) - 3}), {names[-1]}"


def _row(found: Examined) -> str:
    verdict, confidence = verdict_words(found), word("confidence", found.confidence)
    cells = (
        found.claim.name,
        f"{found.claim.statement_en}<br>{found.claim.statement_zh}",
        f"**{verdict[0]}**<br>{verdict[1]}",
        f"{confidence[0]}<br>{confidence[1]}" if found.confidence else "",
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _section(found: Examined) -> Iterator[str]:
    verdict = verdict_words(found)
    yield f"## {found.claim.name} · {verdict[0]} · {verdict[1]}"
    yield ""
    yield f"> {found.claim.statement_en}"
    yield ">"
    yield f"> {found.claim.statement_zh}"
    if found.claim.value is not None:
        yield ""
        yield f"Stated · 所述：{number(found.claim.value)} {found.claim.unit}"
    for reason in found.reasons:
        text = sentence(reason.code, reason.values)
        yield ""
        yield f"- {text.en}"
        yield f"  {text.zh}"
        if text.computation:
            yield f"  `{text.computation}`"
        if reason.facts:
            basis = f" · {', '.join(reason.bases)}" if reason.bases else ""
            yield f"  ({shorten(reason.facts)}{basis} · {reason.confidence or '-'})"
    if found.undated:
        yield ""
        yield f"Day of publication not known · 发布日期不详：{shorten(sorted(found.undated))}"
