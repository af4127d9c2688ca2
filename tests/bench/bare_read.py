"""The floor of an import: DuckDB alone reads every cell of one export into a table.

No types, no rules, no reasons: lines that are too short are filled with blanks without
a word. Called by time_import.py in a process of its own; prints the rows it has read.
"""

import sys

import duckdb

READ = (
    "read_csv(?, delim=';', header=true, all_varchar=true, strict_mode=false, "
    "null_padding=true, ignore_errors=true)"
)


def main(path: str, n_threads: str) -> None:
    """Read the file as text, in memory."""
    with duckdb.connect() as con:
        con.execute(f"set threads = {int(n_threads)}")
        con.execute(f"create table received as from {READ}", [path])
        found = con.execute("select count(*) from received").fetchone()
    print(found[0] if found else 0)


if __name__ == "__main__":
    main(*sys.argv[1:3])
