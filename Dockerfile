# The image of every Airflow service, built from uv.lock alone. Give the base by digest in a release:
#   docker build --build-arg BASE=python:3.12-slim-bookworm@sha256:… .
ARG BASE=python:3.12.12-slim-bookworm
FROM ${BASE} AS build
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never UV_PROJECT_ENVIRONMENT=/app/.venv
RUN pip install --no-cache-dir uv==0.9.*
WORKDIR /app
COPY pyproject.toml uv.lock README.md LICENSE ./
RUN uv sync --locked --no-dev --extra airflow --no-install-project
COPY src src
COPY seeds seeds
COPY sql sql
COPY dags dags
RUN uv sync --locked --no-dev --extra airflow --no-editable

FROM ${BASE}
ENV PATH=/app/.venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 AIRFLOW_HOME=/opt/airflow EVENTS_HOME=/data
RUN useradd --uid 50000 --gid 0 --create-home airflow \
    && mkdir -p /data /opt/airflow && chown 50000:0 /data /opt/airflow && chmod 0770 /data /opt/airflow
COPY --from=build /app/.venv /app/.venv
COPY dags /app/dags
COPY plugins /app/plugins
COPY docker/init.sh /app/docker/init.sh
WORKDIR /app
USER 50000:0
CMD ["airflow", "version"]
