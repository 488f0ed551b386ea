"""Where Node is, the committed bundle is built anew from its sources and must come out the same, byte for byte."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from fcntl import LOCK_EX, flock
from importlib import resources
from pathlib import Path

import pytest

from landbridge.reporting.page import build_page
from landbridge.reporting.payload import gather
from tests.reporting.documents import measures, network

FRONT = Path(__file__).parents[2] / "front"
BUILT = ("land.json", "licences.txt", "report.css", "report.js")
OLDEST_NODE = 20


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=FRONT, capture_output=True, text=True, timeout=300)


@pytest.fixture(scope="module")
def node() -> str:
    """The path of Node, the front end's packages being there; skipped where there is none, or no way to get them."""
    found, npm = shutil.which("node"), shutil.which("npm")
    if found is None or npm is None or not FRONT.is_dir():
        pytest.skip("no Node here: the bundle is taken as it is")
    version = run(found, "--version").stdout
    if int(re.sub(r"\D.*", "", version.lstrip("v")) or 0) < OLDEST_NODE:
        pytest.skip(f"Node {version.strip()} is too old to build the bundle")
    with (FRONT / "package-lock.json").open() as lock:
        flock(lock, LOCK_EX)  # another worker may be installing; npm writes its list when all is there
        if not (FRONT / "node_modules" / ".package-lock.json").is_file():
            installed = run(npm, "ci", "--no-audit", "--no-fund")
            if installed.returncode:
                message = f"npm ci failed, the bundle is not built anew: {installed.stderr[-500:]}"
                if os.environ.get("CI", "").lower() in ("1", "true", "yes"):
                    pytest.fail(message)
                pytest.skip(message)
    return found


def test_the_committed_bundle_is_what_its_sources_give(node: str, tmp_path: Path) -> None:
    made = run(node, "build.mjs", str(tmp_path))
    assert made.returncode == 0, made.stderr
    committed = resources.files("landbridge.reporting") / "static"
    for name in BUILT:
        assert (tmp_path / name).read_bytes() == (committed / name).read_bytes(), f"{name} is stale: run ./dev js"


def test_the_sources_fit_their_types(node: str) -> None:
    checked = run(node, "node_modules/typescript/bin/tsc", "--noEmit")
    assert checked.returncode == 0, checked.stdout


def test_the_front_end_s_own_tests_pass(node: str) -> None:
    tests = sorted(str(path.relative_to(FRONT)) for path in (FRONT / "tests").glob("*.test.mjs"))
    assert len(tests) >= 4
    tested = run(node, "--test", *tests)
    assert tested.returncode == 0, tested.stdout[-3000:]


def test_the_lock_names_no_registry() -> None:
    lock = json.loads((FRONT / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert len(packages) > 8
    assert not [name for name, package in packages.items() if "resolved" in package]
    assert all("integrity" in package for package in packages.values())


def test_versions_are_pinned() -> None:
    manifest = json.loads((FRONT / "package.json").read_text(encoding="utf-8"))
    versions = {**manifest["dependencies"], **manifest["devDependencies"]}
    assert all(re.fullmatch(r"[0-9.]+", version) for version in versions.values())


def test_an_almost_empty_page_leaves_room_for_the_figures() -> None:
    page = build_page(gather(network(), measures(), "en", {}))
    assert len(page.encode()) < 950_000
