#!/bin/sh
# Run once before the services: both schemas at head, reference tables as the seeds say, pools, the dashboards' rights.
set -eu
umask 077
cp /run/secrets/airflow_passwords /opt/airflow/passwords.json
airflow db migrate
events db migrate
python - <<'PYTHON'
import json
import pathlib

from events.commands.airflow import POOLS

pathlib.Path("/tmp/pools.json").write_text(json.dumps(POOLS))
PYTHON
airflow pools import /tmp/pools.json
events db psql -c 'GRANT events_reader TO grafana'
