"""The one file: template, style, script and data put together so that nothing is fetched."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Mapping
from importlib import resources
from string import Template
from typing import Any

from landbridge.reporting.words import LANGUAGES, read_words


def build_page(payload: Mapping[str, Any], basemap: str | None = None) -> str:
    """The page as HTML.

    Parameters
    ----------
    payload
        What :func:`landbridge.reporting.payload.gather` gives.
    basemap
        GeoJSON to draw below the map instead of the coastlines.

    Notes
    -----
    The content security policy lets the page run its own script, known by its hash, and fetch nothing at all.
    """
    language = payload["language"]
    title = payload["case"]["title"][LANGUAGES.index(language)]
    script = _built("report.js").rstrip("\n")
    ground = json.loads(basemap if basemap is not None else _built("land.json"))
    folder = resources.files("landbridge.reporting")
    return Template((folder / "page.html").read_text(encoding="utf-8")).substitute(
        language="zh-Hans" if language == "zh" else "en",
        script_hash=_hash(script),
        title=html.escape(title),
        style=_built("report.css"),
        no_script=html.escape(read_words(language)["page"]["no_script"]),
        payload=embed(payload),
        words=embed({name: read_words(name) for name in LANGUAGES}),
        ground_name="land" if basemap is None else "basemap",
        ground=embed(ground),
        script=script,
    )


def embed(value: Any) -> str:
    """JSON that may stand inside a script element: no tag can end it, and no line separator trips a parser."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _hash(script: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _built(name: str) -> str:
    return (resources.files("landbridge.reporting") / "static" / name).read_text(encoding="utf-8")
