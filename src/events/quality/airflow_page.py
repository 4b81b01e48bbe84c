"""The quality reports as a page of Airflow's interface, behind Airflow's own authentication.

A plugin file needs one line: `from events.quality.airflow_page import QualityPlugin`. The page stands in the menu under
Browse and serves the files that `events.quality.write_pages` left in the reports folder.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar, Final

from airflow.api_fastapi.auth.managers.models.resource_details import AccessView
from airflow.api_fastapi.core_api.security import requires_access_view
from airflow.plugins_manager import AirflowPlugin
from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from events import settings
from events.quality.catalogue import texts

PREFIX: Final = "/quality"
SERVED: Final = (".html", ".css", ".png", ".svg", ".ico", ".gif", ".otf", ".woff2")
HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
}


def page_app(folder: Path, guard: Any) -> FastAPI:
    """The application that serves the folder's pages to whom `guard`, a FastAPI dependency, lets through.

    401 and 403 come from the guard; 404 for what is not a page of the folder.
    """
    app = FastAPI(title="Data quality", docs_url=None, redoc_url=None, openapi_url=None, dependencies=[Depends(guard)])

    @app.get("/")
    def overview(request: Request) -> Response:
        """The overview in the reader's language."""
        lang = "ar" if request.headers.get("accept-language", "").lower().startswith("ar") else "en"
        if not (folder / f"index.{lang}.html").is_file():
            words = texts(lang)
            return HTMLResponse(_nothing(lang, words["overview_title"], words["no_batches"]), headers=HEADERS)
        return RedirectResponse(f"{request.scope.get('root_path', '')}/index.{lang}.html", headers=HEADERS)

    @app.get("/{path:path}")
    def page(path: str) -> Response:
        """A page of the folder."""
        base = folder.resolve()
        target = (base / path.replace("\0", "")).resolve()
        if "\0" in path or not target.is_relative_to(base) or target.suffix not in SERVED or not target.is_file():
            raise HTTPException(404, "no such page")
        return FileResponse(target, headers=HEADERS)

    return app


def _nothing(lang: str, title: str, text: str) -> str:
    direction = "rtl" if lang == "ar" else "ltr"
    return (
        f'<!doctype html><html lang="{lang}" dir="{direction}"><meta charset="utf-8"><title>{title}</title>'
        f'<body style="font-family:system-ui,sans-serif;margin:3rem"><main><h1>{title}</h1><p>{text}</p></main></body>'
        "</html>"
    )


class QualityPlugin(AirflowPlugin):
    """The page "Data quality" under Browse, for whoever may see Airflow's web site."""

    name = "events_quality"
    fastapi_apps: ClassVar[list[Any]] = [  # type: ignore[misc]
        {
            "name": "Data quality",
            "app": page_app(settings.load().home / "reports", requires_access_view(AccessView.WEBSITE)),
            "url_prefix": PREFIX,
        }
    ]
    external_views: ClassVar[list[Any]] = [  # type: ignore[misc]
        {
            "name": "Data quality",
            "href": f"{PREFIX}/",
            "destination": "nav",
            "category": "browse",
            "url_route": "data-quality",
        }
    ]
