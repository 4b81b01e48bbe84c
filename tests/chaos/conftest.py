"""Airflow's fixtures for the chaos tests."""

from tests.dags.conftest import airflow_env

__all__ = ["airflow_env"]
