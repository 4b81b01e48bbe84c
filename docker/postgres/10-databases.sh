#!/bin/sh
# Two databases with a role each: Airflow's own, and the events'. Run by the Postgres image on an empty volume.
set -eu
psql -v ON_ERROR_STOP=1 --username postgres \
    --set airflow="$AIRFLOW_DB_PASSWORD" --set events="$EVENTS_DB_PASSWORD" --set grafana="$GRAFANA_DB_PASSWORD" <<'SQL'
CREATE ROLE airflow LOGIN PASSWORD :'airflow';
CREATE DATABASE airflow OWNER airflow;
REVOKE ALL ON DATABASE airflow FROM PUBLIC;
-- May make the four roles of sql/roles.sql and take them; no superuser.
CREATE ROLE events_app LOGIN CREATEROLE PASSWORD :'events';
CREATE DATABASE events OWNER events_app TEMPLATE template0 LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C';
REVOKE ALL ON DATABASE events FROM PUBLIC;
-- The dashboards' login; becomes a member of events_reader once that role exists (docker/init.sh).
CREATE ROLE grafana LOGIN PASSWORD :'grafana';
GRANT grafana TO events_app WITH ADMIN OPTION;
GRANT CONNECT ON DATABASE events TO grafana;
ALTER ROLE grafana SET search_path = analyst;
SQL
