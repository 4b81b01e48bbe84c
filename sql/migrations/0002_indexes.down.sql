DROP INDEX events.event_dyad, events.event_root, events.event_cell, events.event_first_batch, events.mention_article;
DROP TABLE events.role, events.fips, events.actor_name;
