"""The package as a wheel, installed into an empty environment where there is no checkout and no make."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Window
from tests.e2e.serving import Server

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
PIP = ("-m", "pip", "--disable-pip-version-check", "--no-input")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the commands of an empty environment into which the wheel was installed, with the pinned versions."""
    folder = tmp_path_factory.mktemp("elsewhere")
    build = ("-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT))
    subprocess.run((sys.executable, *build), check=True, capture_output=True)
    (wheel,) = folder.glob("ripplemark-*.whl")
    venv.create(folder / "empty", with_pip=True)
    commands = folder / "empty" / "bin"
    pins = ("--constraint", str(ROOT / "requirements.txt"))
    install = (*PIP, "install", "--quiet", "--no-compile", *pins, str(wheel))
    subprocess.run((commands / "python", *install), check=True, capture_output=True, cwd=folder)
    return commands


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, installed: Path) -> Iterator[Server]:
    """What ``ripplemark serve`` starts there, in an environment that knows nothing of the checkout."""
    folder = tmp_path_factory.mktemp("served elsewhere")
    nothing = {"PYTHONPATH": "", "VIRTUAL_ENV": "", "PATH": f"{installed}{os.pathsep}/usr/bin"}
    with Server.started(folder, (str(installed / "ripplemark"),), **nothing) as running:
        yield running


def test_the_installed_command_serves_the_same_dashboard(window: Window, installed: Path) -> None:
    desk = window()
    desk.open()
    table = desk.page.locator("table.incidents")
    expect(table.get_by_role("link", name="RUDDER", exact=True)).to_be_visible()
    expect(desk.page.get_by_text("Simulated", exact=True).first).to_be_visible()
    desk.open("incident?incident=RUDDER")
    expect(desk.page.locator(".js-plotly-plot").first).to_be_visible()
    desk.open("platforms")
    reports = desk.headline("platform-reports")
    expect(reports).to_contain_text("12 platforms reported 4.73 billion decisions")
    said = subprocess.run(
        (installed / "python", "-c", "import ripplemark; print(ripplemark.__file__)"),
        capture_output=True,
        text=True,
        check=True,
        cwd=installed,
    ).stdout
    assert Path(said.strip()).is_relative_to(installed.parent)


def test_the_installed_command_line_exports_from_the_bundled_archive(
    server: Server, tmp_path: Path
) -> None:
    to = tmp_path / "lags.csv"
    server.run("--archive", "demo", "export", "squares", "--incident", "RUDDER", "--to", str(to))
    assert "Simulated" in to.read_text(encoding="utf-8")
