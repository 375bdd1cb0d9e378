"""An installation of its own in a file, as an operator has it: commands are run on it by name."""

import shutil
from dataclasses import replace

import pytest
from flask import Flask

from app import clock, config, create_app
from app.db import db
from tests import kept
from tests.cast import DAY


@pytest.fixture(scope="session")
def seeded_folder(tmp_path_factory):
    """The folder of an installation with the demo commune; to be copied, never used."""
    folder = tmp_path_factory.mktemp("seeded") / "instance"
    app = make(folder)
    with clock.frozen(DAY):
        done = app.test_cli_runner().invoke(args=["seed-demo"])
    assert done.exit_code == 0, done.output
    with app.app_context():
        db.engine.dispose()
    return folder


def make(folder, **settings) -> Flask:
    read = config.read({"SOVANG_INSTANCE": str(folder)})
    return create_app(replace(read, jobs_immediate=True, **settings))


@pytest.fixture
def installation(tmp_path):
    """Make an installation in a fresh folder: installation(); the same name again is the same installation."""
    made: list[Flask] = []

    def begin(name: str = "instance", **settings) -> Flask:
        made.append(make(tmp_path / name, **settings))
        return made[-1]

    yield begin
    for app in made:
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def seeded(seeded_folder, installation, tmp_path):
    """An installation with the demo commune that this test alone sees."""
    shutil.copytree(seeded_folder, tmp_path / "instance")
    with kept.papers():
        yield installation()


@pytest.fixture
def run():
    """Run a command of an installation: run(app, "init"); the result has exit_code and output."""
    return lambda app, *args: app.test_cli_runner().invoke(args=[str(arg) for arg in args])
