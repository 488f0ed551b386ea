"""How the kernel is compiled: one decorator, in one place.

Reference counting on array arguments is the kernel's first-order cost (docs/decisions/kernel.md), so the
kernel's functions are compiled without it; they may then allocate nothing, which they do not.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numba

# numba's stubs do not know the private option
_njit: Any = numba.njit
_Function = TypeVar("_Function", bound=Callable[..., Any])


def _keep_versions_apart() -> None:
    """Give every version of this room its own place in a cache directory that was chosen.

    numba looks at the file of a function alone, not at those of the functions it calls: a kernel compiled before one
    of those changed would be taken for the new one.
    """
    config: Any = numba.config
    if config.CACHE_DIR:
        sources = sorted(Path(__file__).parent.glob("*.py"))
        digest = hashlib.blake2b(b"".join(path.read_bytes() for path in sources), digest_size=8).hexdigest()
        if os.path.basename(config.CACHE_DIR) != digest:
            config.CACHE_DIR = os.path.join(config.CACHE_DIR, digest)


_keep_versions_apart()


def compiled(function: _Function) -> _Function:
    """Compile a function of numbers and arrays that allocates nothing; cached on disk, without the interpreter lock."""
    return _njit(cache=True, nogil=True, _nrt=False)(function)  # type: ignore[no-any-return]


def inlined(function: _Function) -> _Function:
    """Like :func:`compiled`, and put into every caller: for small functions whose call costs more than their work."""
    return _njit(cache=True, nogil=True, _nrt=False, forceinline=True)(function)  # type: ignore[no-any-return]
