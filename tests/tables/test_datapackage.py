"""A case's Data Package is valid by the standard's own tool, which finds the faults that the standard can express."""

from __future__ import annotations

from pathlib import Path

import frictionless
import pytest

from landbridge.tables.datapackage import describe, write_datapackage
from landbridge.tables.declaration import declared_tables
from landbridge.tables.new_case import copy_shipped, write_case
from tests.tables.small_case import TABLES, write_small


def test_the_descriptor_follows_from_the_declarations(tmp_path: Path) -> None:
    package = describe(write_small(tmp_path))
    resources = {resource["name"]: resource for resource in package["resources"]}
    assert list(resources) == [name for name in declared_tables() if name in TABLES]
    bills = resources["bills"]["schema"]
    assert bills["primaryKey"] == ["item", "input"]
    assert bills["foreignKeys"] == [
        {"fields": [name], "reference": {"resource": "items", "fields": ["item"]}} for name in ("item", "input")
    ]
    quantity = next(field for field in bills["fields"] if field["name"] == "quantity")
    assert quantity["type"] == "integer"
    assert quantity["constraints"] == {"required": True, "minimum": 1, "maximum": 1000000000}


def test_a_good_case_is_valid(tmp_path: Path) -> None:
    report = frictionless.validate(str(write_datapackage(write_small(tmp_path))))
    assert report.valid, report.flatten(["title", "message"])
    assert report.stats["tasks"] == len(TABLES)


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"bills": ("seat,steel", "seat,stel")}, "foreign-key"),
        ({"bills": ("5000", "5.5")}, "type-error"),
        ({"bills": ("car,seat,4", "car,seat,4\ncar,seat,5")}, "primary-key"),
        ({"lanes": (",sea,", ",seas,")}, "constraint-error"),
        ({"sites": ("50,10", "95,10")}, "constraint-error"),
        ({"timetables": ("Mon;Thu", "Monday")}, "constraint-error"),
    ],
)
def test_a_fault_is_a_fault_by_the_standard_too(changes: dict[str, tuple[str, str]], kind: str, tmp_path: Path) -> None:
    report = frictionless.validate(str(write_datapackage(write_small(tmp_path, changes))))
    assert [row[0] for row in report.flatten(["type"])] == [kind]


def test_a_new_case_carries_its_own(tmp_path: Path) -> None:
    write_case(tmp_path / "My Region", copy_shipped)
    report = frictionless.validate(str(tmp_path / "My Region" / "datapackage.json"))
    assert report.valid
    assert describe(tmp_path / "My Region")["name"] == "my-region"
