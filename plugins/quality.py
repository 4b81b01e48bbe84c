"""The data-quality pages in the menu of Airflow."""

from events.quality.airflow_page import QualityPlugin

__all__ = ["QualityPlugin"]
