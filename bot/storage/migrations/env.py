"""Runs the migrations on the connection that `bot.storage.upgrade` holds under its lock."""

from alembic import context

from bot.storage.models import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
with context.begin_transaction():
    context.run_migrations()
