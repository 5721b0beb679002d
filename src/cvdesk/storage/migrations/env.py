"""What Alembic runs to apply the steps: inside the transaction it is given, never its own."""

from alembic import context

from cvdesk.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
context.run_migrations()
