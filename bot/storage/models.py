"""The tables of the bot: ids, verdicts and times only, never what a person wrote."""

from typing import Any

from sqlalchemy import JSON, Float, Index, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """What all tables of the bot share: their metadata."""


class CaseRow(Base):
    """One diagnosed message and how far its triage is."""

    __tablename__ = "cases"
    __table_args__ = (Index("cases_by_thread", "team", "channel", "thread_ts"),)

    key: Mapped[str] = mapped_column(String(120), primary_key=True)  # Place.key
    team: Mapped[str] = mapped_column(String(32), index=True)
    channel: Mapped[str] = mapped_column(String(32))
    ts: Mapped[str] = mapped_column(String(32))
    thread_ts: Mapped[str] = mapped_column(String(32))
    external: Mapped[bool] = mapped_column(default=False)  # another company reads along
    poster: Mapped[str] = mapped_column(String(32))
    verdict: Mapped[str] = mapped_column(String(16))
    candidates: Mapped[list[Any]] = mapped_column(JSON)
    choices: Mapped[list[Any]] = mapped_column(JSON)
    told: Mapped[str] = mapped_column(String(64))
    revision: Mapped[int] = mapped_column(default=0)  # how often something new was told
    asked: Mapped[bool] = mapped_column(default=False)  # a question of ours stands open
    closed: Mapped[bool] = mapped_column(default=False)
    word: Mapped[str] = mapped_column(String(80), default="")  # why work on it ended, if it did
    opened_at: Mapped[float] = mapped_column(Float)  # seconds since 1970
    edited: Mapped[str] = mapped_column(String(32), default="")  # ts of the newest edit taken


class PostRow(Base):
    """One message we owe: who tries to post it since when, and the ts once it stands."""

    __tablename__ = "posts"

    work: Mapped[str] = mapped_column(String(200), primary_key=True)
    team: Mapped[str] = mapped_column(String(32), index=True)
    attempt: Mapped[str] = mapped_column(String(32))  # drawn anew for each attempt
    begun_at: Mapped[float] = mapped_column(Float)  # by the clock of the database
    state: Mapped[str] = mapped_column(String(16))  # open, clear, posted, refused
    ts: Mapped[str] = mapped_column(String(32), default="")


class EventRow(Base):
    """A mark of an event that led to work: its id, or its message and a trace of its text."""

    __tablename__ = "events"

    mark: Mapped[str] = mapped_column(String(160), primary_key=True)
    team: Mapped[str] = mapped_column(String(32), index=True)
    done_at: Mapped[float] = mapped_column(Float, index=True)  # by the clock of the database


class ReplicaRow(Base):
    """A live process and when it was last heard."""

    __tablename__ = "replicas"

    executor: Mapped[str] = mapped_column(String(64), primary_key=True)
    beat_at: Mapped[float] = mapped_column(Float)
