"""The import of PIO's existing tables: all or nothing, and the same again changes nothing (docs/import.md).

`tables` says what the thirteen tables hold, `readers` opens files, `values` reads cells, `staging` brings what was
read into the database, `checks` holds the rules between rows, `writing` brings them into the portal; `programme` runs
it all.
"""
