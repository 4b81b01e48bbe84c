-- Who may do what. Applied again by every `events db migrate`; all four are roles without login, taken with SET ROLE or granted to users.
--   events_owner      owns nothing by itself, may change the schema
--   events_loader     stages, publishes, records quality runs
--   events_validator  reads the staged rows and everything published; writes nothing
--   events_reader     reads the views of schema analyst; nothing else

DO $$ BEGIN
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO events_owner, events_loader, events_validator, events_reader', current_database());
    EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO events_owner, events_loader', current_database());
    EXECUTE format('GRANT CREATE ON DATABASE %I TO events_owner', current_database());
END $$;

REVOKE ALL ON ALL TABLES IN SCHEMA events, staging FROM PUBLIC, events_owner, events_loader, events_validator, events_reader;
REVOKE ALL ON SCHEMA events, staging FROM PUBLIC, events_owner, events_loader, events_validator, events_reader;

GRANT ALL ON SCHEMA events, staging TO events_owner;
GRANT ALL ON ALL TABLES IN SCHEMA events, staging TO events_owner;

GRANT USAGE ON SCHEMA events, staging TO events_loader;
GRANT SELECT ON ALL TABLES IN SCHEMA events, staging TO events_loader;
GRANT INSERT, UPDATE ON events.batch, events.article, events.event, events.rejection TO events_loader;
GRANT DELETE ON events.event TO events_loader;
GRANT INSERT, DELETE ON events.mention TO events_loader;
GRANT INSERT ON events.event_history, events.quality_run, events.quality_result TO events_loader;
GRANT INSERT, UPDATE, DELETE ON events.cameo, events.country, events.actor, events.source, events.role, events.fips,
    events.actor_name TO events_loader;
GRANT INSERT, DELETE ON ALL TABLES IN SCHEMA staging TO events_loader;

GRANT USAGE ON SCHEMA events, staging TO events_validator;
GRANT SELECT ON ALL TABLES IN SCHEMA events, staging TO events_validator;

DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_namespace WHERE nspname = 'analyst') THEN
        REVOKE ALL ON SCHEMA analyst FROM PUBLIC;
        GRANT USAGE ON SCHEMA analyst TO events_owner, events_loader, events_validator, events_reader;
        GRANT SELECT ON ALL TABLES IN SCHEMA analyst TO events_owner, events_loader, events_validator, events_reader;
        REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA analyst FROM PUBLIC;
        GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA analyst TO events_owner, events_loader, events_validator, events_reader;
    END IF;
END $$;
