#!/bin/sh
# Run once before the services: both schemas at head, reference tables as the seeds say, pools, the dashboards' rights.
set -eu
umask 077
home=${AIRFLOW_HOME:-/opt/airflow}
cp "${EVENTS_SECRETS:-/run/secrets}/airflow_passwords" "$home/passwords.json"
airflow db migrate
events db migrate
python - > "$home/pools.json" <<'PYTHON'
import json

from events.commands.airflow import POOLS

print(json.dumps(POOLS))
PYTHON
airflow pools import "$home/pools.json"
events db psql -c 'GRANT events_reader TO grafana'
