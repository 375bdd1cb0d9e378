"""Commands of an installation: flask init | work | demo | backup | …; one file for each family of commands."""

import flask_migrate
from flask import Flask

from app.cli import demo, diagrams, exporting, importing, installing, keeping, law
from app.config import ROOT
from app.db import db

COMMANDS = (
    installing.init,
    installing.work,
    demo.seed_demo,
    demo.sign_ins,
    demo.demo,
    keeping.backup,
    keeping.prove,
    keeping.check,
    law.law_report,
    importing.import_list,
    exporting.export_list,
    diagrams.diagram,
)


def bind(app: Flask) -> None:
    """Give the app its commands."""
    flask_migrate.Migrate(app, db, directory=str(ROOT / "migrations"))
    for command in COMMANDS:
        app.cli.add_command(command)
