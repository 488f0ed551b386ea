"""A finding: what is wrong with the data, where, and what to do; never an exception."""

from __future__ import annotations

from dataclasses import dataclass

SEVERITIES = ("error", "warning", "notice")


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, or worth knowing, in a case.

    Parameters
    ----------
    code
        Its name in the catalogue.
    severity
        ``error`` (the case cannot be used), ``warning`` (it can, but look) or ``notice``.
    table, file
        The table it concerns and the file the table was read from; blank where it concerns none.
    line
        Line in a CSV file, row of a sheet or of a Parquet file, from 1; None where it concerns the whole.
    column, value
        The column and what stands there, as text; blank where it concerns none.
    message_en, message_zh, fix_en, fix_zh
        What is wrong and what to do about it.
    count
        How many faults it stands for: 1, or all that a capped rule did not write out one by one.
    """

    code: str
    severity: str
    table: str
    file: str
    line: int | None
    column: str
    value: str
    message_en: str
    message_zh: str
    fix_en: str
    fix_zh: str
    count: int = 1

    @property
    def place(self) -> str:
        """Where it is, as a person would write it.

        Examples
        --------
        >>> Finding("x", "error", "lanes", "lanes.csv", 7, "origin", "Luo", "", "", "", "").place
        'lanes.csv:7 origin = Luo'
        """
        where = self.file or self.table
        if self.line is not None:
            where += f":{self.line}"
        if self.column:
            where += f" {self.column}"
        if self.value:
            where += f" = {self.value}"
        return where.strip()
