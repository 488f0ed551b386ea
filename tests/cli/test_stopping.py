"""However a run is stopped, no half run folder is left and the exit code says why."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from landbridge.__main__ import start
from landbridge.documents import Document
from tests.cli.conftest import Say

# Ctrl-C must fall into the run: this one waits in the middle of it, as a long run would be.
WAITING = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # who starts the tests may ignore it
from landbridge import pipeline
from landbridge.cli.main import main

def wait(network, plan, seed, progress):
    print("waiting", flush=True)
    while True:
        time.sleep(0.05)

pipeline.simulate = wait
sys.exit(main(sys.argv[1:]))
"""


def stop(number: signal.Signals, out: Path, language: str) -> tuple[int, str]:
    """Start a run, stop it by a signal while it is under way: the exit code and what stderr says."""
    command = [sys.executable, "-c", WAITING, "run", "starter", "--out", str(out), "--lang", language]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8") as run:
        assert run.stdout is not None
        assert run.stdout.readline() == "waiting\n"
        assert [path.name.startswith(".partial-") for path in out.parent.iterdir()] == [True]
        run.send_signal(number)
        try:
            _, err = run.communicate(timeout=60)
        finally:
            run.kill()
        return run.returncode, err


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_leaves_nothing(number: signal.Signals, tmp_path: Path) -> None:
    code, err = stop(number, tmp_path / "run", "en")
    assert code == 130
    assert err == "landbridge: Interrupted. Nothing was left behind.\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_it_says_so_in_chinese(tmp_path: Path) -> None:
    code, err = stop(signal.SIGINT, tmp_path / "run", "zh")
    assert (code, err) == (130, "landbridge: 已中断。未留下任何不完整的内容。\n")


@pytest.mark.parametrize("kind", ["network", "record", "measures"])
def test_a_full_disk_leaves_nothing(say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    whole = Document.write

    def write(self: Document, folder: Path) -> None:
        whole(self, folder)
        if self.kind == kind:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))

    monkeypatch.setattr(Document, "write", write)
    said = say("run", "starter", "--out", tmp_path / "run")
    assert said.code == 1
    assert "The disk is full" in said.err
    assert "Traceback" not in said.err
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_is_really_full(say: Say, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", str(disk)]
    if os.name != "posix" or os.getuid() != 0 or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("a small disk can be mounted by root only")
    try:
        said = say("run", "starter", "--out", disk / "run")
        assert said.code == 1
        assert "The disk is full" in said.err
        assert str(Path.cwd()) not in said.err, "it names a disk that is not full"
        assert list(disk.iterdir()) == []
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_folder_that_may_not_be_written(say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(tmp_path))

    monkeypatch.setattr(Path, "mkdir", refuse)
    said = say("run", "starter", "--out", tmp_path / "run")
    assert said.code == 1
    assert said.err == f"landbridge: No permission: {tmp_path}.\n"


def test_a_fault_of_the_program_is_one_sentence(say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("by nothing")

    monkeypatch.delenv("LANDBRIDGE_TRACEBACK", raising=False)
    monkeypatch.setattr("landbridge.pipeline.simulate", fail)
    said = say("run", "starter", "--out", tmp_path / "run")
    assert said.code == 1
    assert "ZeroDivisionError: by nothing" in said.err
    assert "Traceback" not in said.err
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setenv("LANDBRIDGE_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        say("run", "starter", "--out", tmp_path / "run")


def test_a_reader_that_goes_away_is_no_failure() -> None:
    command = f"{sys.executable} -m landbridge tables --json | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True)
    assert done.stderr == ""
    assert done.returncode == 0


def test_a_terminal_that_cannot_show_chinese_is_no_failure() -> None:
    command = [sys.executable, "-m", "landbridge", "tables", "lanes", "--lang", "zh"]
    shown = subprocess.run(command, capture_output=True, env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert (shown.returncode, shown.stderr) == (0, b"")
    assert b"transit_h" in shown.stdout


def test_ctrl_c_while_the_program_is_loaded_is_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    class Interrupted:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "landbridge.cli.main":
                raise KeyboardInterrupt

    monkeypatch.delitem(sys.modules, "landbridge.cli.main", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Interrupted(), *sys.meta_path])
    assert start() == 130


def test_what_was_said_is_all_there_when_the_program_ends(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "landbridge", "tables", "--json"]
    said = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    assert json.loads(said.stdout)
    refused = subprocess.run([*command[:3], "show", str(tmp_path)], capture_output=True, text=True, encoding="utf-8")
    assert refused.returncode == 2
    assert "run.toml" in refused.stderr
