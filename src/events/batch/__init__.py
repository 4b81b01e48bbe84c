"""The stages over many articles: what the DAGs and the command line both call.

`runs` is what a DAG's tasks call, `staged` the stages over Parquet shards, `stages` the same record by record, `job`
what is done with a coded batch (staged in Postgres, judged, published), `ingest` the visits to sources, `inbox` the
files that wait. Importing this package imports none of them.
"""
