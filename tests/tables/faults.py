"""One fault for each finding that reading and the declarations can make."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl


@dataclass(frozen=True)
class Fault:
    """A change to the small case, and the finding it must make.

    Parameters
    ----------
    code
        The finding.
    changes
        Pieces of text to replace (see ``small_case.write_small``).
    where
        Table, line and column that the finding must name.
    also
        Other findings that the change makes, of necessity.
    damage
        What else to do to the folder.
    """

    code: str
    changes: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    where: tuple[str, int | None, str] = ("", None, "")
    also: tuple[str, ...] = ()
    damage: Callable[[Path], object] | None = None

    def __str__(self) -> str:
        return self.code


def _write(name: str, data: bytes) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_bytes(data)


def _instead(name: str, data: bytes) -> Callable[[Path], object]:
    """Write a file in place of the CSV of its table."""

    def damage(folder: Path) -> None:
        (folder / name).with_suffix(".csv").unlink()
        (folder / name).write_bytes(data)

    return damage


def _remove(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()


def _as_parquet(folder: Path) -> None:
    frame = pl.read_csv(folder / "waypoints.csv")
    frame.with_columns(colour=pl.lit(b"\x00")).write_parquet(folder / "waypoints.parquet")
    (folder / "waypoints.csv").unlink()


_GBK_PLACES = (
    "place,parent,kind,country,time_zone,name_en,name_zh\n"
    "land,,country,CN,Asia/Shanghai,Land,中国\ntown,land,city,,,Town,郑州\n"
).encode("gbk")
_WAYPOINTS = ("waypoints", None, "")

FAULTS = (
    Fault("missing_folder", damage=_remove),
    Fault("missing_settings", also=("missing_column",), damage=lambda folder: (folder / "case.toml").unlink()),
    Fault("unreadable_settings", {"case.toml": ("seed = 3", "seed = = 3")}, ("", 6, ""), ("missing_column",)),
    Fault("missing_setting", {"case.toml": ('home = "town"\n', "")}, ("", None, "home")),
    Fault("unknown_setting", {"case.toml": ("seed = 3", "sead = 3")}, ("", 6, "sead")),
    Fault("wrong_setting", {"case.toml": ("seed = 3", "seed = -3")}, ("", 6, "seed")),
    Fault(
        "wrong_setting", {"case.toml": ("end = 2024-02-29", "end = 2023-02-28")}, ("", 4, "end"), ("outside_horizon",)
    ),
    Fault(
        "missing_basemap",
        {"case.toml": ("[defaults]", '[map]\nbasemap = "m.json"\n[defaults]')},
        ("", 12, "map.basemap"),
    ),
    Fault("missing_table", where=("items", None, ""), damage=lambda folder: (folder / "items.csv").unlink()),
    Fault("table_twice", where=("lanes", None, ""), damage=_write("lanes.parquet", b"")),
    Fault("unknown_table", damage=_write("lnaes.csv", b"lane\n")),
    Fault("ignored_file", damage=_write("budget-2024.csv", b"x\n")),
    Fault("unreadable_file", where=_WAYPOINTS, damage=_instead("waypoints.xlsx", b"PK\x03\x04 no workbook")),
    Fault("unreadable_file", where=_WAYPOINTS, damage=_instead("waypoints.parquet", b"PAR1 no table PAR1")),
    Fault("empty_file", where=_WAYPOINTS, damage=_write("waypoints.csv", b"")),
    Fault(
        "no_rows",
        {"calendars": ("", "calendar,weekdays,starts,ends\n")},
        ("calendars", None, ""),
        ("dangling_reference",),
    ),
    Fault("gbk_encoding", where=("places", None, ""), damage=_write("places.csv", _GBK_PLACES)),
    Fault(
        "utf16_encoding",
        where=("places", None, ""),
        damage=_write("places.csv", _GBK_PLACES.decode("gbk").encode("utf-16")),
    ),
    Fault("wrong_encoding", where=("waypoints", 2, ""), damage=_write("waypoints.csv", b"lane\n\xff\xff\n")),
    Fault("wrong_separator", {"waypoints": ("", "lane;position\n")}, ("waypoints", 1, "")),
    Fault("broken_quotes", {"waypoints": ("port-market", '"port-market')}, ("waypoints", 2, "")),
    Fault(
        "unnamed_column",
        {"bills": ("quantity\ncar,seat,4", "quantity,\ncar,seat,4,x\n")},
        ("bills", None, ""),
        ("short_row",),
    ),
    Fault(
        "duplicate_column",
        {"bills": ("quantity\ncar,seat,4\nseat,steel,5000", "quantity,item\ncar,seat,4,\nseat,steel,5000,")},
        ("bills", None, "item"),
    ),
    Fault(
        "unknown_column",
        {"bills": ("quantity\ncar,seat,4\nseat,steel,5000", "quantity,sahre\ncar,seat,4,\nseat,steel,5000,1")},
        ("bills", None, "sahre"),
    ),
    Fault("missing_column", {"sites": ("kind", "kin")}, ("sites", None, "kind"), ("unknown_column",)),
    Fault("unsupported_column", where=("waypoints", None, "colour"), damage=_as_parquet),
    Fault("short_row", {"bills": ("car,seat,4", "car,seat")}, ("bills", 2, ""), ("missing_value",)),
    Fault("long_row", {"bills": ("car,seat,4", "car,seat,4,000")}, ("bills", 2, "")),
    Fault("wrong_type", {"bills": ("5000", '"5,000"')}, ("bills", 3, "quantity")),
    Fault("wrong_type", {"schedule": ("2024-02", "Feb-24")}, ("schedule", 3, "month")),
    Fault("wrong_type", {"timetables": ("Mon;Thu", "Monday")}, ("timetables", 2, "weekdays")),
    Fault("wrong_type", {"items": ("piece,870380,yes", "piece,870380,perhaps")}, ("items", 2, "tracked")),
    Fault("wrong_type", {"calendars": ("06:00", "6am")}, ("calendars", 2, "starts")),
    Fault("wrong_type", {"disruptions": ("2024-01-12 08:00", "next week")}, ("disruptions", 2, "ends")),
    Fault("wrong_type", {"lanes": ("20000", "nan")}, ("lanes", 5, "distance_km")),
    Fault("integer_overflow", {"schedule": ("01,300", "01,9223372036854775808")}, ("schedule", 2, "quantity")),
    Fault("missing_value", {"bills": ("car,seat,4", "car,seat,")}, ("bills", 2, "quantity")),
    Fault("out_of_range", {"sites": ("50,10", "95,10")}, ("sites", 6, "latitude")),
    Fault("unknown_choice", {"lanes": (",sea,", ",seas,")}, ("lanes", 5, "mode")),
    Fault("unusable_name", {"disruptions": ("repair", "re;pair")}, ("disruptions", 2, "disruption")),
    Fault("duplicate_key", {"bills": ("car,seat,4", "car,seat,4\ncar,seat,5")}, ("bills", 3, "item, input")),
    Fault(
        "duplicate_key",
        {"timetables": ("ship,2024-02-01,,", "ship,,,")},
        ("timetables", 3, "service, valid_from"),
    ),
    Fault("dangling_reference", {"bills": ("seat,steel", "seat,stel")}, ("bills", 3, "input")),
    Fault("dangling_reference", {"lanes": (",1,seat", ",1,seat;saet")}, ("lanes", 2, "items")),
    Fault("dangling_reference", {"facts": ("F1 again,F1", "F1 again,F9")}, ("facts", 3, "derived_from")),
    Fault(
        "missing_confidence",
        {
            "case.toml": ('confidence = "synthetic"\n', ""),
            "bills": (
                "quantity\ncar,seat,4\nseat,steel,5000",
                "quantity,confidence\ncar,seat,4,\nseat,steel,5000,synthetic",
            ),
        },
        ("bills", 2, "confidence"),
        ("missing_column",),
    ),
    Fault("missing_source", {"facts": ("published,Yearbook", "published,")}, ("facts", 2, "source")),
)
