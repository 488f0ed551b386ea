"""In which encoding the text of a CSV file is written."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

UTF_8, UTF_16, GBK = "utf-8", "utf-16", "gb18030"
_PIECE = 1 << 24


@dataclass(frozen=True)
class Encoding:
    """What was found.

    Parameters
    ----------
    name
        ``utf-8``, ``utf-16`` (which begins with a byte order mark), ``gb18030``, or None where it is none of them.
    line
        The first line that is not UTF-8, where it is none.
    """

    name: str | None
    line: int | None = None


def encoding_of(data: npt.NDArray[np.uint8]) -> Encoding:
    """The encoding of a file.

    Parameters
    ----------
    data
        uint8 (bytes): the whole file.

    Examples
    --------
    >>> [encoding_of(np.frombuffer("名称".encode(name), np.uint8)).name for name in ("utf-8", "utf-16", "gbk")]
    ['utf-8', 'utf-16', 'gb18030']
    """
    begin = data[:4].tobytes()
    if begin[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) and begin != codecs.BOM_UTF32_LE:
        return Encoding(UTF_16) if _decodes(data, UTF_16) else Encoding(None, 1)
    line = _undecodable_line(data)
    if line is None:
        return Encoding(UTF_8)
    return Encoding(GBK) if _decodes(data, GBK) else Encoding(None, line)


def _decodes(data: npt.NDArray[np.uint8], encoding: str) -> bool:
    try:
        data.tobytes().decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _undecodable_line(data: npt.NDArray[np.uint8]) -> int | None:
    """The first line that is not UTF-8, or None."""
    decoder, lines = codecs.getincrementaldecoder(UTF_8)(), 1
    for offset in range(0, data.size, _PIECE):
        piece = data[offset : offset + _PIECE].tobytes()
        try:
            decoder.decode(piece, final=offset + _PIECE >= data.size)
        except UnicodeDecodeError as fault:
            return lines + fault.object[: fault.start].count(b"\n")
        lines += piece.count(b"\n")
    return None
