"""Storage: engine, tables, queries, migrations, the starter catalogue and the languages."""
