"""What was there when, by the key that other records point with: figures need no row of it."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade():
    key = sa.func.lower(sa.func.hex(sa.column("id")))
    op.create_index(
        "ix_establishment_key", "establishment", ["unit", "deleted", key, "opened_on", "closed_on"]
    )


def downgrade():
    op.drop_index("ix_establishment_key", "establishment")
