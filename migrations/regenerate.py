"""Write versions/0001_first.py again from the models: python -m migrations.regenerate

Only while no installation exists. Once one does, a change of a table is a new numbered file and never an edit of
an old one.
"""

import os
import tempfile
from pathlib import Path

from alembic import command
from flask import current_app

from app import config, create_app
from app.db import db

FIRST = Path(__file__).parent / "versions" / "0001_first.py"


def main() -> None:
    """Compare the models with an empty database and write down the difference; later files are left alone."""
    with tempfile.TemporaryDirectory() as scratch:
        app = create_app(config.read({"SOVANG_INSTANCE": scratch}))
        with app.app_context():
            written = Path(scratch) / "versions"
            written.mkdir()
            settings = current_app.extensions["migrate"].migrate.get_config()
            settings.set_main_option("path_separator", "os")
            settings.set_main_option("version_locations", os.fspath(written))
            command.revision(
                settings, message="first", rev_id="0001", autogenerate=True, version_path=os.fspath(written)
            )
            db.engine.dispose()
            FIRST.write_bytes((written / FIRST.name).read_bytes())


if __name__ == "__main__":
    main()
