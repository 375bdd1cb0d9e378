"""A real server in processes of its own, on an installation in a temporary folder, and a real Chromium before it."""

import os
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import sync_playwright

from app import clock, config, create_app
from app.cli import installing, story
from app.cli.story import cast, council, territory
from app.config import ROOT
from app.db import db
from tests.browser.official import Official

CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Server:
    """Where the running installation is found, and its folder."""

    address: str
    folder: Path


def furnished(folder: Path) -> None:
    """An installation with its accounts, books and council; no plan, no campaign, no dossier."""
    app = create_app(replace(config.read({"SOVANG_INSTANCE": str(folder)}), jobs_immediate=True))
    with app.app_context():
        installing.prepare()
        days = story.Days(clock.today())
        cast.assemble(days.first)
        territory.tell(days)
        council.tell(days)
        db.engine.dispose()


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """Web server and worker as ./run starts them; one for all browser tests."""
    folder = tmp_path_factory.mktemp("browser") / "instance"
    furnished(folder)
    port = free_port()
    settings = {name: value for name, value in os.environ.items() if not name.startswith("SOVANG_")}
    settings |= {"SOVANG_INSTANCE": str(folder), "FLASK_APP": "wsgi"}
    web = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread"]
    web += ["--threads", "8", "--log-level", "warning", "--no-control-socket", "wsgi:app"]
    with (folder / "log").open("wb") as log:
        running = [
            subprocess.Popen(command, cwd=ROOT, env=settings, stdout=log, stderr=log)
            for command in (web, [sys.executable, "-m", "flask", "work"])
        ]
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(f"{address}/static/app.css", running[0])
            yield Server(address, folder)
        finally:
            for process in running:
                process.terminate()
            for process in running:
                process.wait(timeout=20)
    written = (folder / "log").read_text(encoding="utf-8")
    assert "Traceback" not in written, written


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address: str, process: subprocess.Popen) -> None:
    for _attempt in range(200):
        assert process.poll() is None, "the web server has stopped"
        try:
            with urlopen(address, timeout=30):
                return
        except OSError:  # nobody listens yet, or the program behind the open port is still starting
            time.sleep(0.1)
    raise AssertionError(f"{address} does not answer")


@pytest.fixture(scope="session")
def chromium():
    """One headless browser for all tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def official(server, chromium):
    """Sit down at a computer and sign in: official("canbo"); at the end nothing may stand in the console."""
    seated: list[Official] = []

    def sit_down(username: str, **options) -> Official:
        seated.append(Official(chromium, server.address, **options))
        seated[-1].sign_in(username)
        return seated[-1]

    yield sit_down
    for one in seated:
        one.context.close()
    assert [line for one in seated for line in one.complaints] == []
