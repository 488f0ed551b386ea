"""How the kernel is compiled: one decorator, in one place.

Reference counting on array arguments is the kernel's first-order cost (docs/decisions/kernel.md), so the
kernel's functions are compiled without it; they may then allocate nothing, which they do not.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numba

# numba's stubs do not know the private option
_njit: Any = numba.njit
_Function = TypeVar("_Function", bound=Callable[..., Any])


def compiled(function: _Function) -> _Function:
    """Compile a function of numbers and arrays that allocates nothing; cached on disk, without the interpreter lock."""
    return _njit(cache=True, nogil=True, _nrt=False)(function)  # type: ignore[no-any-return]


def inlined(function: _Function) -> _Function:
    """Like :func:`compiled`, and put into every caller: for small functions whose call costs more than their work."""
    return _njit(cache=True, nogil=True, _nrt=False, forceinline=True)(function)  # type: ignore[no-any-return]
