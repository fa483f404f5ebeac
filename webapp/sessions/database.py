"""The database: where it is, how it is opened, and how its tables come to be."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, event, make_url

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine
    from sqlalchemy.engine.interfaces import DBAPIConnection

WRITES: Final = "layerlab_writes"
"""The execution option of a connection that is going to write."""

MIGRATIONS: Final = Path(__file__).resolve().parent / "migrations"


def default_url() -> str:
    """A file in the user's own data directory (XDG_DATA_HOME), which is made if it isn't there."""
    given = os.environ.get("XDG_DATA_HOME")
    if sys.platform == "win32":
        given = given or os.environ.get("LOCALAPPDATA")
    base = Path(given) if given else Path.home() / ".local" / "share"
    return f"sqlite:///{(base / 'layerlab' / 'journal.sqlite3').as_posix()}"


def open_database(url: str) -> Engine:
    """Connect to a database and bring its tables up to date.

    SQLite writes ahead to a log, so that readers never wait. What a reply has told was given to the
    system before the reply is sent: it outlives the server's end, though not a loss of power.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        if not parsed.database or parsed.database == ":memory:":
            raise ValueError("the journal needs a file: sqlite:///PATH")
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(parsed, pool_size=32)
        _tune(engine)
    else:
        engine = create_engine(parsed, pool_pre_ping=True)
    _migrate(engine)
    return engine


def _tune(engine: Engine) -> None:
    def prepare(connection: DBAPIConnection, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA busy_timeout = 10000")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = NORMAL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()
        # SQLAlchemy begins the transactions itself, see below.
        connection.isolation_level = None

    def begin(connection: Connection) -> None:
        # A transaction that reads first and writes later would fail where another writes between.
        writes = connection.get_execution_options().get(WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", begin)


def _migrate(engine: Engine) -> None:
    config = Config()
    config.set_main_option("script_location", MIGRATIONS.as_posix().replace("%", "%%"))
    with engine.execution_options(**{WRITES: True}).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
