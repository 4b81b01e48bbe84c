#!/bin/sh
# Prints an .env with fresh random secrets, and writes the login file beside it. Usage: sh docker/make-env.sh > .env
set -eu
umask 077
random() { head -c 48 /dev/urandom | base64 | tr -d '/+=\n' | cut -c1-40; }
mkdir -p secrets
[ -f secrets/airflow_passwords.json ] || printf '{"admin": "%s", "analyst": "%s"}\n' "$(random)" "$(random)" > secrets/airflow_passwords.json
chmod 0600 secrets/airflow_passwords.json
uid=$(id -u)
[ "$uid" -ne 0 ] || { uid=50000; chown "$uid" secrets/airflow_passwords.json; }
cat <<ENV
COMPOSE_PROFILES=single
AIRFLOW_UID=$uid
AIRFLOW_PASSWORDS_FILE=./secrets/airflow_passwords.json
POSTGRES_PASSWORD=$(random)
AIRFLOW_DB_PASSWORD=$(random)
EVENTS_DB_PASSWORD=$(random)
GRAFANA_DB_PASSWORD=$(random)
GRAFANA_ADMIN_PASSWORD=$(random)
AIRFLOW_FERNET_KEY=$(head -c 32 /dev/urandom | base64 | tr '/+' '_-')
AIRFLOW_API_SECRET_KEY=$(random)
AIRFLOW_JWT_SECRET=$(random)$(random)
ENV
