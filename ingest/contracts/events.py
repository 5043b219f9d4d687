"""What people do on the web and in the app, and who they turn out to be."""

from __future__ import annotations

from ingest.contracts.columns import Column, Dataset
from ingest.contracts.kinds import identifier, instant, person

EVENTS = Dataset(
    "events",
    "One row per web or app event",
    ("source", "event_id"),
    (
        identifier("event_id"),
        Column("event_name", required=True),
        instant("event_at", required=True),
        instant("received_at"),
        person("anonymous_id"),
        person("user_id", required=False),
        Column("platform"),
        person("device_id", required=False),
        Column("city"),
        Column("url"),
        Column("referrer"),
        Column("channel_code"),
        person("invite_code", required=False),
        Column("user_agent"),
        Column("ip", pii=True),
        Column("props", "json"),
        Column("partition_id", "id", is_own=True),
    ),
)
"""`partition_id`: where its source delivers days or visits whole, the one that an event is of."""

IDENTITY_LINKS = Dataset(
    "identity_links",
    "One row per anonymous id tied to a user by another system",
    ("anonymous_id", "user_id"),
    (person("anonymous_id"), person("user_id"), instant("linked_at", required=True)),
)
