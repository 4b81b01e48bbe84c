"""The deployment's rules, checked without a Docker engine: the compose file, the image, the dashboards."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from events import store
from events.commands.airflow import COMPONENTS

ROOT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
AIRFLOW = [name for name, each in SERVICES.items() if str(each["image"]).startswith("${EVENTS_IMAGE")]
SECRET = re.compile(r"PASSWORD|SECRET|KEY$|_CONN|BROKER_URL|RESULT_BACKEND|DATABASE_URL|CONN_EVENTS")


def test_the_file_has_the_form_of_a_compose_file() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    done = subprocess.run([*command, str(ROOT / "docker-compose.yml")], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_services_of_the_official_file_are_there() -> None:
    assert {"postgres", "init", "api-server", "scheduler", "dag-processor", "worker", "grafana"} <= set(SERVICES)
    assert set(AIRFLOW) == set(SERVICES) - {"postgres", "grafana"}


@pytest.mark.parametrize(
    "name",
    ["AIRFLOW__API_AUTH__JWT_SECRET", "AIRFLOW__API__SECRET_KEY", "AIRFLOW__CORE__FERNET_KEY",
     "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"],
)  # fmt: skip
def test_every_airflow_service_has_the_same_secret(name: str) -> None:
    values = {SERVICES[each]["environment"][name] for each in AIRFLOW}
    assert len(values) == 1
    assert ":?" in values.pop()


def test_no_secret_has_a_default_and_none_is_written_down() -> None:
    for service, each in SERVICES.items():
        for name, value in (each.get("environment") or {}).items():
            text = str(value)
            if SECRET.search(name) and name not in ("AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE",):
                assert re.search(r"\$\{[A-Z_]+:\?", text), (service, name)
            assert not re.search(r"\$\{\w*(PASSWORD|SECRET|KEY)\w*(:-|\})", text), (service, name)
            assert not re.search(r"://[^:/@\s]+:[^$@][^@]*@", text), (service, name)


def test_ports_are_published_on_the_loopback_only() -> None:
    for service, each in SERVICES.items():
        for port in each.get("ports", ()):
            assert str(port).startswith("127.0.0.1:"), (service, port)


def test_every_mounted_path_exists() -> None:
    for service, each in SERVICES.items():
        for volume in each.get("volumes", ()):
            place = str(volume).split(":")[0]
            if place.startswith("."):
                assert (ROOT / place).exists(), (service, place)
            else:
                assert place in COMPOSE["volumes"], (service, place)


def test_images_are_pinned_and_every_lasting_service_is_watched() -> None:
    for service, each in SERVICES.items():
        assert not str(each["image"]).endswith(":latest")
        assert ":" in str(each["image"])
        if service != "init":
            assert each["healthcheck"]["test"], service
        assert each["restart"] in ("unless-stopped", "no")


def test_services_wait_for_the_set_up_and_the_set_up_for_postgres() -> None:
    assert SERVICES["init"]["depends_on"] == {"postgres": {"condition": "service_healthy"}}
    for name in set(AIRFLOW) - {"init"}:
        assert SERVICES[name]["depends_on"] == {"init": {"condition": "service_completed_successfully"}}


def test_the_profiles_give_one_scheduler_each() -> None:
    def started(profile: str) -> set[str]:
        return {name for name, each in SERVICES.items() if profile in each.get("profiles", [profile])}

    assert started("cluster") == {"postgres", "init", "api-server", "scheduler", "dag-processor", "worker"}
    assert started("single") == {"postgres", "init", "api-server", "scheduler-single", "dag-processor"}
    assert SERVICES["scheduler-single"]["environment"]["AIRFLOW__CORE__EXECUTOR"] == "LocalExecutor"
    assert SERVICES["scheduler"]["environment"]["AIRFLOW__CORE__EXECUTOR"] == "CeleryExecutor"


def test_every_command_is_one_this_project_starts_natively_too() -> None:
    native = {("airflow", arguments[0]) for arguments in COMPONENTS.values()} | {("airflow", "celery", "worker")}
    for name in set(AIRFLOW) - {"init"}:
        assert tuple(SERVICES[name]["command"]) in native, name
    assert SERVICES["init"]["command"] == ["/app/docker/init.sh"]


def test_containers_have_no_rights_they_do_not_need() -> None:
    for name in AIRFLOW:
        each = SERVICES[name]
        assert each["cap_drop"] == ["ALL"]
        assert each["read_only"] is True
        assert not each.get("privileged")
        assert not str(each["user"]).startswith("0")
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert "USER 50000" in text
    assert "uv sync --locked" in text
    assert "_PIP_ADDITIONAL_REQUIREMENTS" not in text + str(COMPOSE)


def test_the_made_env_names_everything_that_is_asked_for(tmp_path: Path) -> None:
    shutil.copy(ROOT / "docker" / "make-env.sh", tmp_path)
    done = subprocess.run(["sh", "make-env.sh"], cwd=tmp_path, capture_output=True, text=True, check=True)
    made = dict(line.split("=", 1) for line in done.stdout.splitlines())
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    asked = set(re.findall(r"\$\{([A-Z_]+):\?", text))
    assert asked <= set(made)
    secrets = [value for name, value in made.items() if SECRET.search(name) and "FILE" not in name]
    assert all(len(value) >= 32 for value in secrets)
    assert len(set(secrets)) == len(secrets)
    logins = tmp_path / made["AIRFLOW_PASSWORDS_FILE"]
    assert set(json.loads(logins.read_text())) == {"admin", "analyst"}
    assert oct(logins.stat().st_mode)[-3:] == "600"


@pytest.mark.parametrize("script", sorted(ROOT.glob("docker/**/*.sh")), ids=lambda path: path.name)
def test_shell_scripts_are_well_formed(script: Path) -> None:
    assert script.read_text(encoding="utf-8").startswith("#!/bin/sh\n")
    assert os.access(script, os.X_OK)
    subprocess.run(["sh", "-n", str(script)], check=True)


PANELS = [
    pytest.param(panel["targets"][0]["rawSql"], id=f"{path.stem}: {panel['title']}")
    for path in sorted((ROOT / "grafana" / "dashboards").glob("*.json"))
    for panel in json.loads(path.read_text(encoding="utf-8"))["panels"]
]


@pytest.mark.postgres
@pytest.mark.parametrize("question", PANELS)
def test_every_panel_can_be_asked_by_a_reader(question: str, database: str) -> None:
    plain = re.sub(r"\$__timeFilter\(([^()]+)\)", r"\1 BETWEEN '2000-01-01' AND '2030-01-01'", question)
    assert "$__" not in plain
    with store.connect(database, role="events_reader") as connection:
        cursor = connection.execute(plain)
        assert cursor.description
        cursor.fetchall()


def test_dashboards_use_the_provisioned_source() -> None:
    source = yaml.safe_load((ROOT / "grafana/provisioning/datasources/events.yaml").read_text())["datasources"][0]
    for path in (ROOT / "grafana" / "dashboards").glob("*.json"):
        board = json.loads(path.read_text(encoding="utf-8"))
        assert board["editable"] is False
        assert all(panel["datasource"]["uid"] == source["uid"] for panel in board["panels"])
