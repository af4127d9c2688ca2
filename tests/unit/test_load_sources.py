import duckdb

from pipelines.sources.source import find_tables
from pipelines.warehouse.load_sources import load_sources


def test_every_agreed_table_is_listed_before_anything_has_come() -> None:
    con = duckdb.connect()
    load_sources(con)
    listed = con.execute('select source, "table" from imported.build__sources')
    assert sorted(listed.fetchall()) == sorted(
        (source.name, table.name) for source, table in find_tables()
    )


def test_the_agreement_comes_along() -> None:
    con = duckdb.connect()
    load_sources(con)
    load_sources(con)
    agreed = con.execute(
        """
        select owner, frequency, kind, has_regions
        from imported.build__sources
        where "table" in ('audits', 'findings')
        order by "table"
        """
    ).fetchall()
    assert agreed == [
        ("Secretariat, system administrator", "monthly", "programme", True),
        ("Secretariat, system administrator", "monthly", "programme", False),
    ]
