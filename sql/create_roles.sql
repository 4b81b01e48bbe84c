-- The four roles, without login. They belong to the server, not to a database: a restore on a new server needs them first.

DO $$
DECLARE
    wanted text;
    -- Since Postgres 16 who creates a role may administer it, and must still grant himself the right to take it.
    right_to text := CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['events_owner', 'events_loader', 'events_validator', 'events_reader'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
            EXCEPTION WHEN duplicate_object OR unique_violation THEN
                NULL;  -- another database of this server is being migrated at the same moment
            END;
        END IF;
        IF NOT pg_has_role(current_user, wanted, right_to) THEN
            EXECUTE format('GRANT %I TO CURRENT_USER', wanted);
        END IF;
    END LOOP;
END $$;
