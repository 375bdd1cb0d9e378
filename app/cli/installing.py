"""Commands that make an installation ready: flask init, flask work."""

import click
import flask_migrate
from flask import current_app
from flask.cli import with_appcontext

from app import jobs, pdf
from app.db import transaction
from app.places import actions as places


@click.command
@with_appcontext
def init() -> None:
    """Tạo hoặc nâng cấp cơ sở dữ liệu và nạp danh mục 34 tỉnh, 3.321 xã, phường, đặc khu."""
    new = prepare()
    click.echo(f"Cơ sở dữ liệu đã sẵn sàng; thêm {new} đơn vị vào danh mục.")


def prepare() -> int:
    """Bring the database to the newest tables and load the directory; returns how many units were new."""
    flask_migrate.upgrade()
    with transaction():
        return places.load_directory()


@click.command
@with_appcontext
def work() -> None:
    """Chạy các việc dài: in hàng loạt, đóng quyển."""
    pdf.warm_up()
    pdf.quiet_collector()
    jobs.work(current_app._get_current_object())  # type: ignore[attr-defined]
