"""What numba cannot say in Python: asking for memory ahead of time, and looking at a block of parts at once.

LLVM turns each into what the processor at hand has; only compiled functions can call them.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir  # type: ignore[import-untyped]
from numba import types
from numba.core import cgutils as _cgutils
from numba.extending import intrinsic

from landbridge.simulation.layout import BLOCK, INBOUND

# numba's stubs take the typing context for an argument of the caller, and have no types for the rest
_intrinsic: Any = intrinsic
cgutils: Any = _cgutils
_BYTE, _INT32, _INT64 = ir.IntType(8), ir.IntType(32), ir.IntType(64)


def _place(context: Any, builder: Any, kind: Any, array: Any, row_kind: Any, row: Any) -> Any:
    """The address of a row."""
    view = context.make_array(kind)(context, builder, array)
    index = context.cast(builder, row, row_kind, types.intp)
    return cgutils.get_item_pointer(context, builder, kind, view, [index])


@_intrinsic
def fetch(typing_context: Any, array: Any, row: Any) -> Any:
    """Ask for a row of an array: nothing waits for it, and a row that is not there does no harm."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        address = builder.bitcast(_place(context, builder, array, arguments[0], row, arguments[1]), _BYTE.as_pointer())
        of = ir.FunctionType(ir.VoidType(), [_BYTE.as_pointer(), _INT32, _INT32, _INT32])
        prefetch = cgutils.get_or_insert_function(builder.module, of, "llvm.prefetch.p0")
        to_read, to_keep, data = _INT32(0), _INT32(3), _INT32(1)
        builder.call(prefetch, [address, to_read, to_keep, data])
        return context.get_dummy_value()

    return types.void(array, row), generate


@_intrinsic
def subtract_block(typing_context: Any, values: Any, start: Any, amounts: Any, row: Any) -> Any:
    """Subtract BLOCK amounts from BLOCK values, both of one type; which values are negative now, a bit each."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        place, block = _load(context, builder, values, arguments[0], start, arguments[1], BLOCK)
        _, less = _load(context, builder, amounts, arguments[2], row, arguments[3], BLOCK)
        left = builder.sub(block, less)
        builder.store(left, place, align=values.dtype.bitwidth // 8)
        return _negative(builder, left)

    return types.uint32(values, start, amounts, row), generate


@_intrinsic
def negative_in_block(typing_context: Any, values: Any, start: Any) -> Any:
    """Which of BLOCK values are negative, a bit each."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return _negative(builder, _load(context, builder, values, arguments[0], start, arguments[1], BLOCK)[1])

    return types.uint32(values, start), generate


@_intrinsic
def come_in_row(typing_context: Any, values: Any, start: Any, latest: Any) -> Any:
    """Which of INBOUND values are no more than `latest`, a bit each."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        _, row = _load(context, builder, values, arguments[0], start, arguments[1], INBOUND)
        limit = ir.Constant(row.type, ir.Undefined)
        for k in range(INBOUND):
            limit = builder.insert_element(limit, arguments[2], _INT32(k))
        bits = builder.bitcast(builder.icmp_signed("<=", row, limit), ir.IntType(INBOUND))
        return builder.zext(bits, _INT32)

    return types.uint32(values, start, types.int64), generate


@_intrinsic
def lowest_bit(typing_context: Any, bits: Any) -> Any:
    """The number of the lowest bit that is set; there must be one."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.zext(builder.cttz(arguments[0], ir.IntType(1)(1)), _INT64)

    return types.int64(types.uint32), generate


def _load(context: Any, builder: Any, kind: Any, array: Any, row_kind: Any, row: Any, count: int) -> tuple[Any, Any]:
    vector = ir.VectorType(context.get_value_type(kind.dtype), count)
    place = builder.bitcast(_place(context, builder, kind, array, row_kind, row), vector.as_pointer())
    return place, builder.load(place, align=kind.dtype.bitwidth // 8)


def _negative(builder: Any, block: Any) -> Any:
    zero = ir.Constant(block.type, None)
    return builder.bitcast(builder.icmp_signed("<", block, zero), ir.IntType(BLOCK))
