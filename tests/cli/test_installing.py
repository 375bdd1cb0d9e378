"""flask init: the tables and the directory, once and again."""

from sqlalchemy import func, select

from app.db import db
from app.places.models import Commune, Province


def test_init_makes_the_tables_and_loads_the_directory(installation, run):
    app = installation()
    done = run(app, "init")
    assert (done.exit_code, done.output) == (0, "Cơ sở dữ liệu đã sẵn sàng; thêm 3355 đơn vị vào danh mục.\n")
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Province)) == 34
        assert db.session.scalar(select(func.count()).select_from(Commune)) == 3321


def test_init_again_adds_nothing(installation, run):
    app = installation()
    run(app, "init")
    assert run(app, "init").output == "Cơ sở dữ liệu đã sẵn sàng; thêm 0 đơn vị vào danh mục.\n"
