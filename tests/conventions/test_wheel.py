"""The wheel holds everything the program reads, and works away from the sources."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conventions.tree import ROOT, tracked


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the sources without a network."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (made,) = folder.glob("*.whl")
    return made


def test_it_holds_every_file_of_the_program(wheel: Path) -> None:
    room = ROOT / "src"
    kept = {str(path.relative_to(room)) for path in tracked() if path.is_relative_to(room)}
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    assert kept - held == set()


def test_it_runs_a_case_elsewhere(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
        (entry,) = (name for name in archive.namelist() if name.endswith("entry_points.txt"))
        assert "landbridge = landbridge.__main__:run_and_leave" in archive.read(entry).decode()
    where = "import landbridge; print(landbridge.__file__)"
    environment = os.environ | {"PYTHONPATH": str(tmp_path / "site"), "NUMBA_CACHE_DIR": str(tmp_path / "cache")}
    command = [sys.executable, "-c", where]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert Path(done.stdout.strip()).is_relative_to(tmp_path)
    command = [sys.executable, "-m", "landbridge", "run", "starter", "--out", "run", "--json"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "run" / "report.html").stat().st_size > 100_000
