"""How Alembic runs here: batch mode, foreign keys off while SQLite tables are rebuilt, one transaction.

With foreign keys on, rebuilding a parent table deletes its children (measured); so they are switched off
and the whole database is checked afterwards.
"""

from alembic import context
from flask import current_app
from sqlalchemy.engine import Connection

from app.db import Base, compared, db

target_metadata = Base.metadata


def run() -> None:
    """Run the migrations on the database of the running app."""
    with db.engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            _foreign_keys(connection, on=False)
        context.configure(
            connection=connection,
            target_metadata=target_metadata,
            render_as_batch=sqlite,
            compare_type=True,
            include_object=compared(connection.dialect.name),
        )
        with context.begin_transaction():
            context.run_migrations()
        if sqlite:
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            connection.rollback()
            _foreign_keys(connection, on=True)
            if broken:
                raise RuntimeError(f"khóa ngoại sai sau khi chuyển đổi: {broken}")


def _foreign_keys(connection: Connection, *, on: bool) -> None:
    """Past SQLAlchemy, which would begin a transaction first: inside one SQLite ignores this in silence."""
    driver = connection.connection.driver_connection
    driver.execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")


if context.is_offline_mode():
    raise RuntimeError(f"{current_app.name}: chỉ chuyển đổi trên cơ sở dữ liệu thật")
run()
