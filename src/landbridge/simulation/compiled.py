"""How the kernel is compiled: one decorator, in one place.

Reference counting on array arguments is the kernel's first-order cost (docs/decisions/kernel.md), so the
kernel's functions are compiled without it; they may then allocate nothing, which they do not.

numba makes machine code of every function, wraps it for Python, and optimises it again in each of its callers. Here a
function that compiled code calls is a part: lowered once, and optimised and made into machine code only within what
Python calls. An index is not looked at, so it may neither be negative nor beyond its array, and whole numbers are
divided without looking for zeros; `NUMBA_BOUNDSCHECK=1`, with a cache of its own, has every index looked at.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numba
from numba import _dynfunc, types  # type: ignore[attr-defined]
from numba.core import ir
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import Compiler
from numba.core.compiler_machinery import FunctionPass, register_pass
from numba.core.typed_passes import NopythonRewrites

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


@register_pass(mutates_CFG=False, analysis_only=False)
class _FromTheFront(FunctionPass):
    """Makes every index of an array count from its beginning: numba would look whether it is negative."""

    _name = "from_the_front"

    def __init__(self) -> None: ...

    def run_pass(self, state: Any) -> bool:
        calls = state.calltypes
        for place, signature in list(calls.items()):
            item = isinstance(place, (ir.SetItem, ir.Expr)) and getattr(place, "op", "getitem") == "getitem"
            if item and isinstance(signature.args[0], types.Array):
                array, index, *value = signature.args
                del calls[place]  # what is there may not be set
                calls[place] = signature.replace(args=(array, _unsigned(index), *value))
        return True


def _unsigned(kind: Any) -> Any:
    if isinstance(kind, types.BaseTuple):
        places: Any = kind
        return types.BaseTuple.from_types([_unsigned(place) for place in places])
    return types.uintp if isinstance(kind, types.Integer) else kind


class _Whole(JITCodeLibrary):
    """Code without vectors that nobody asked for: loops are short here, and their rows lie apart."""

    def _optimize_final_module(self) -> None:
        config: Any = numba.config
        before, config.LOOP_VECTORIZE = config.LOOP_VECTORIZE, 0
        try:
            super()._optimize_final_module()  # type: ignore[no-untyped-call]
        finally:
            config.LOOP_VECTORIZE = before


class _Part(JITCodeLibrary):
    """Code that is put together with that of its callers, and optimised there."""

    def _optimize_final_module(self) -> None: ...

    def _finalize_final_module(self) -> None:
        self._finalized = True


class _Compiler(Compiler):
    library_class: type[JITCodeLibrary] = _Whole

    def define_pipelines(self) -> Any:
        state = self.state
        state.library = self.library_class(state.targetctx.codegen(), state.func_id.func_qualname)
        state.library.enable_object_caching()
        pipelines = Compiler.define_pipelines(self)
        for pipeline in pipelines:
            pipeline.add_pass_after(_FromTheFront, NopythonRewrites)
            pipeline.finalize()
        return pipelines


class _PartCompiler(_Compiler):
    library_class = _Part

    def define_pipelines(self) -> Any:
        self.state.flags.no_compile = True
        return _Compiler.define_pipelines(self)

    def _compile_core(self) -> Any:
        made = Compiler._compile_core(self)
        # numba finds a function by its entry for Python; this one is never called
        of = made.fndesc
        name = _dynfunc.make_function(of.lookup_module(), of.qualname, "", 0, made.environment, ())
        made.target_context.insert_user_function(name, of, [made.library])
        return made._replace(entry_point=name)


def _compile(function: Any, **options: Any) -> Any:
    """A function for Python, which is a part to all that is compiled."""
    options |= {"nogil": True, "_nrt": False, "no_cfunc_wrapper": True, "error_model": "numpy"}
    part = _njit(no_cpython_wrapper=True, pipeline_class=_PartCompiler, **options)(function)
    whole = _njit(cache=True, pipeline_class=_Compiler, **options)(function)
    whole.get_call_template, whole.get_overload = part.get_call_template, part.get_overload
    return whole


def compiled(function: _Function) -> _Function:
    """Compile a function of numbers and arrays that allocates nothing; cached on disk, without the interpreter lock."""
    return _compile(function)  # type: ignore[no-any-return]


def inlined(function: _Function) -> _Function:
    """Like :func:`compiled`, and put into every caller: for small functions whose call costs more than their work."""
    return _compile(function, forceinline=True)  # type: ignore[no-any-return]
