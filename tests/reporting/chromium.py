"""A headless Chromium, told what to do over a pair of pipes (the DevTools protocol): no driver, no port, no package."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
    "--remote-debugging-pipe",
)

# The browser reads commands from its file descriptor 3 and answers on 4; both are moved out of the way first.
_LAUNCHER = """
import os, sys
commands, answers = (os.dup(os.dup(int(text))) for text in sys.argv[1:3])
os.dup2(commands, 3)
os.dup2(answers, 4)
os.execv(sys.argv[3], sys.argv[3:])
"""


def find_chromium() -> str | None:
    """The browser's path: what CHROMIUM names, else the first of the usual names that is installed."""
    return os.environ.get("CHROMIUM") or next((path for name in NAMES if (path := shutil.which(name))), None)


class Gone(Exception):
    """The browser closed its pipe or answered with an error."""


@dataclass
class Tab:
    """One page, and everything that happened in it.

    Parameters
    ----------
    events
        What the browser told of itself: requests, console messages, exceptions.
    """

    _pipe: _Pipe
    session: str
    events: list[dict[str, Any]] = field(default_factory=list)

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command and return its answer."""
        return self._pipe.ask(method, parameters, self)

    def look(self, width: int, height: int, *, dark: bool = False, sharp: int = 1) -> None:
        """Set the size of the window and the reader's colour scheme."""
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=sharp,
            mobile=width < 600,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.ask("Emulation.setEmulatedMedia", features=[scheme])

    def open(self, url: str) -> None:
        """Go to the address and wait until the page says that it is drawn."""
        self.ask("Page.navigate", url=url)
        self.wait("document.readyState === 'complete' && window.landbridge && window.landbridge.ready")

    def wait(self, condition: str, seconds: int = 30) -> None:
        """Wait until the condition holds in the page."""
        probe = f"""new Promise((yes, no) => {{
            const end = Date.now() + {seconds * 1000};
            const look = () => {{
                if ({condition}) setTimeout(() => ({condition}) ? yes(true) : look(), 60);
                else if (Date.now() > end) no(new Error("it did not come true: " + {json.dumps(condition)}));
                else setTimeout(look, 25);
            }};
            look();
        }})"""
        self.run(probe)

    def run(self, script: str) -> Any:
        """The value of an expression in the page; promises are awaited."""
        answer = self.ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise Gone(json.dumps(answer["exceptionDetails"])[:2000])
        return answer["result"].get("value")

    def shoot(self, path: Path, *, whole: bool = False, clip: dict[str, float] | None = None) -> Path:
        """Write a picture of the window, or of the whole page."""
        more: dict[str, Any] = {"captureBeyondViewport": whole}
        if clip:
            more["clip"] = {"scale": 1, **clip}
        elif whole:
            size = self.ask("Page.getLayoutMetrics")["cssContentSize"]
            more["clip"] = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
        path.write_bytes(base64.b64decode(self.ask("Page.captureScreenshot", format="png", **more)["data"]))
        return path

    def happened(self, method: str) -> list[dict[str, Any]]:
        """The parameters of every event of that name so far."""
        return [event["params"] for event in self.events if event["method"] == method]


class _Pipe:
    """Messages to and from the browser, each ended by a zero byte."""

    def __init__(self, to_browser: int, from_browser: int) -> None:
        self._out = os.fdopen(to_browser, "wb", buffering=0)
        self._in = from_browser
        self._rest = b""
        self._number = 0

    def ask(self, method: str, parameters: dict[str, Any], tab: Tab | None = None) -> dict[str, Any]:
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if tab:
            message["sessionId"] = tab.session
        self._out.write(json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise Gone(f"{method}: {answer['error']}")
                result: dict[str, Any] = answer["result"]
                return result
            if tab and "method" in answer:
                tab.events.append(answer)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            more = os.read(self._in, 1 << 20)
            if not more:
                raise Gone("the browser closed its pipe")
            self._rest += more
        message, _, self._rest = self._rest.partition(b"\0")
        answer: dict[str, Any] = json.loads(message)
        return answer

    def close(self) -> None:
        self._out.close()
        os.close(self._in)


@contextmanager
def browse(executable: str) -> Iterator[Tab]:
    """A fresh browser with one empty tab; it is gone afterwards."""
    down_read, down_write = os.pipe()
    up_read, up_write = os.pipe()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = (executable, *_FLAGS, f"--user-data-dir={profile}", "about:blank")
        process = subprocess.Popen(
            [sys.executable, "-c", _LAUNCHER, str(down_read), str(up_write), *browser],
            pass_fds=(down_read, up_write),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(down_read)
        os.close(up_write)
        pipe = _Pipe(down_write, up_read)
        try:
            target = pipe.ask("Target.createTarget", {"url": "about:blank"})["targetId"]
            session = pipe.ask("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
            tab = Tab(pipe, session)
            for domain in ("Page", "Runtime", "Network", "Log"):
                tab.ask(f"{domain}.enable")
            yield tab
        finally:
            pipe.close()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
