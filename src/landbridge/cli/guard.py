"""One guard around every command: what goes wrong becomes a sentence and an exit code, never a traceback."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

from typer import TyperException

from landbridge.cli.usage import sentence
from landbridge.cli.words import Words

FAILURE, USAGE, INVALID, INTERRUPTED = 1, 2, 3, 130
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class Stop(Exception):
    """End the command with a sentence on stderr and an exit code."""

    def __init__(self, sentence: str, code: int = FAILURE) -> None:
        super().__init__(sentence)
        self.code = code


def guarded(command: Callable[[], Any], words: Words) -> int:
    """Do the command and say in words what went wrong, if anything did.

    Returns
    -------
    int
        The exit code.
    """
    _never_fail_to_encode()
    try:
        with _termination_as_interrupt():
            code = command()
        sys.stdout.flush()
    except Stop as stop:
        return _say(str(stop), stop.code)
    except TyperException as fault:
        return _say(sentence(fault, words), USAGE)
    except (KeyboardInterrupt, EOFError):
        code = INTERRUPTED
    except MemoryError:
        return _say(words("error.memory"), FAILURE)
    except (BrokenPipeError, SystemExit):
        # The reader has gone (landbridge show ... | head; typer ends the program then): that is no failure, and
        # Python must not complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as fault:
        return _say(_system(fault, words), FAILURE)
    except Exception as fault:
        if os.environ.get("LANDBRIDGE_TRACEBACK"):
            raise
        if _is_full(fault):
            return _say(words("error.disk_full"), FAILURE)
        return _say(words("error.fault", reason=f"{type(fault).__name__}: {fault}"), FAILURE)
    if code == INTERRUPTED:
        return _say(words("error.interrupted"), INTERRUPTED)
    return code if isinstance(code, int) else 0


def _say(text: str, code: int) -> int:
    print(f"landbridge: {text}", file=sys.stderr)
    return code


def _never_fail_to_encode() -> None:
    """On a terminal without Chinese or arrows, what it cannot show becomes a question mark, not a fault."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


@contextlib.contextmanager
def _termination_as_interrupt() -> Iterator[None]:
    """A polite request to end is heard as Ctrl-C is, so that it cleans up alike."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    former = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, former)


def _is_full(fault: BaseException) -> bool:
    """Whether a disk is full; polars' writers may say so in the text alone."""
    return "os error 28" in str(fault) or "No space left on device" in str(fault)


def _system(fault: OSError, words: Words) -> str:
    # Which disk it was, only a fault that names the file can tell: the working directory may lie on another.
    if fault.errno in _FULL or _is_full(fault):
        return words("error.disk_full_at", path=fault.filename) if fault.filename else words("error.disk_full")
    path = fault.filename or os.getcwd()
    if isinstance(fault, PermissionError):
        return words("error.no_permission", path=path)
    return words("error.system", reason=fault.strerror or str(fault), path=path)
