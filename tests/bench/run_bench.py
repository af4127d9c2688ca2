"""Measure what matters and set it beside a floor measured in the same run.

`make bench` prints the table and writes data/bench.json. Every aim is a ratio, so that
a slow or busy machine changes both sides alike.
"""

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from measuring import MALBILD, ROOT, Row, run_measured
from rich.console import Console
from rich.table import Table
from time_import import run_wide

#: About ten contract lines per supplier.
SIZES = {"100 k": 10_000, "1 M": 100_000}


def run_example(folder: Path) -> list[Row]:
    """Measure the refresh of the example at its ordinary size."""
    run_measured(MALBILD, "example", "--out", str(folder / "exports"))
    seconds, peak = run_measured(
        *(MALBILD, "refresh", "--home", str(folder / "home")),
        *("--exports", str(folder / "exports")),
    )
    again, _ = run_measured(MALBILD, "refresh", "--home", str(folder / "home"))
    return [
        Row("refresh of the example", seconds, "s"),
        Row("refresh of the example, peak memory", peak, "MiB"),
        Row("the same refresh, nothing changed", again, "s"),
    ]


def run_large(folder: Path) -> list[Row]:
    """Measure the refresh of 100 k and 1 M contract rows, and the floor for 1 M."""
    rows, refreshed = [], {}
    for size, suppliers in SIZES.items():
        home, exports = folder / f"home-{suppliers}", folder / f"exports-{suppliers}"
        written, _ = run_measured(
            *(MALBILD, "example", "--out", str(exports)),
            *("--suppliers", str(suppliers)),
        )
        seconds, peak = run_measured(
            MALBILD, "refresh", "--home", str(home), "--exports", str(exports)
        )
        refreshed[size] = (seconds, read_contract_rows(home))
        rows.append(Row(f"write the example, {size} contract rows", written, "s"))
        rows.append(
            Row(
                f"refresh of {size} contract rows, peak memory",
                peak,
                "MiB",
                aim="under 4096",
                met=peak < 4096,
            )
        )
    floor, _ = run_measured(
        *(sys.executable, str(ROOT / "tests" / "bench" / "duckdb_floor.py")),
        *(str(exports), str(home), str(folder / "floor.duckdb")),
    )
    million = refreshed["1 M"][0]
    growth = million / refreshed["100 k"][0]
    more_rows = refreshed["1 M"][1] / refreshed["100 k"][1]
    return [
        *rows,
        Row("refresh of 100 k contract rows", refreshed["100 k"][0], "s"),
        Row(
            "refresh of 1 M contract rows ÷ DuckDB alone",
            million,
            "s",
            floor=floor,
            aim="at most 3 ×",
            met=million <= 3 * floor,
        ),
        Row(
            "time, 1 M ÷ 100 k, beside rows, 1 M ÷ 100 k",
            growth,
            "×",
            floor=more_rows,
            aim="at most 1 ×",
            met=growth <= more_rows,
        ),
    ]


def read_contract_rows(home: Path) -> int:
    """Read how many contract lines a home has received."""
    ledger = (home / "imported" / "ledger.jsonl").read_text(encoding="utf8")
    return sum(
        event["n_received"] or 0
        for event in map(json.loads, ledger.splitlines())
        if event["source"] == "contract_register"
    )


def run_part(name: str, home: Path | None = None) -> dict[str, Any]:
    """Run one timing script in a process of its own; its last line is the answer."""
    its_home = {"MALBILD_HOME": str(home)} if home else {}
    printed = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "bench" / f"{name}.py")],
        cwd=ROOT,
        env=os.environ | its_home | {"PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return json.loads(printed.splitlines()[-1])


def run_pages(home: Path) -> list[Row]:
    """Measure each page after a filter change, and with constants for charts."""
    measured = run_part("time_pages", home)
    return [
        Row(
            f"page {page} after a filter change, 1 M rows, server time",
            timed["page_ms"],
            "ms",
            floor=timed["floor_ms"],
            aim="under 300 ms, at most 2 ×",
            met=timed["page_ms"] < min(300, 2 * timed["floor_ms"]),
        )
        for page, timed in measured.items()
    ]


def run_sessions(home: Path) -> list[Row]:
    """Measure readers who open the overview at the same moment."""
    timed = run_part("time_sessions", home)
    alone = timed["1"]["cpu_seconds"]
    return [
        Row(
            f"overview, {n} readers at once, slowest twentieth {each['p95']:.1f} s, "
            "processor time a page",
            each["cpu_seconds"] * 1000,
            "ms",
            floor=alone * 1000,
            aim="at most 1.5 × alone",
            met=each["cpu_seconds"] <= 1.5 * alone,
        )
        for n, each in timed.items()
    ]


def run_list(home: Path) -> list[Row]:
    """Measure the list of suppliers after a new choice, and one supplier's facts."""
    timed = run_part("time_list", home)
    suppliers = f"{timed['n_suppliers']:,} suppliers"
    return [
        Row(
            f"{what}, {suppliers}, server time",
            timed[part]["ms"],
            "ms",
            floor=timed[part]["floor_ms"],
            aim=f"under {longest} ms",
            met=timed[part]["ms"] < longest,
        )
        for part, what, longest in (
            ("list", "the list after a new choice", 300),
            ("comparison", "two of the list side by side", 300),
            ("supplier", "all questions about one supplier", 100),
            ("search", "a search for a supplier", 100),
        )
    ]


def run_ranking(home: Path) -> list[Row]:
    """Measure the parts of a ranking; fitting beside scikit-learn's ridge logistic."""
    measured = run_part("time_ranking", home)
    return [
        Row(
            f"ranking, {part}: {timed['rows'] / timed['seconds']:,.0f} rows a second",
            timed["seconds"],
            "s",
            floor=timed.get("floor"),
        )
        for part, timed in measured.items()
    ]


def run_plans() -> list[Row]:
    """Measure the choice of a plan beside its relaxed problem, and all its prices."""
    measured = run_part("time_plan")
    rows = []
    for size, timed in measured.items():
        rows += [
            Row(
                f"plan of {size}, every constraint, exact: {timed['is_optimal']}",
                timed["choice"],
                "s",
                floor=timed["floor"],
                aim=f"under {timed['aim']:.0f} s",
                met=timed["choice"] < timed["aim"],
            ),
            Row(
                f"prices of {size}: {timed['n_exact']:.0f} of {timed['n_prices']:.0f} "
                "exact",
                timed["prices"],
                "s",
                floor=timed["choice"],
            ),
        ]
    return rows


def run_charts() -> list[Row]:
    """Measure one chart in each format, beside what its library takes alone."""
    return [
        Row(
            f"one chart as {file_format}, processor time, slowest form "
            f"{timed['slowest_ms']:.0f} ms",
            timed["ms"],
            "ms",
            floor=timed["floor_ms"],
            aim="under 200 ms, slowest form too",
            met=timed["slowest_ms"] < 200,
        )
        for file_format, timed in run_part("time_charts").items()
    ]


def run_reports(home: Path) -> list[Row]:
    """Measure a quarterly report in each format, and one report for each region."""
    timed = run_part("time_reports", home)
    regions = timed.pop("regions")
    return [
        *(
            Row(
                f"quarterly report as {file_format}, {each['pages']:.0f} pages"
                if each["pages"]
                else f"quarterly report as {file_format}",
                each["seconds"],
                "s",
                floor=each.get("floor"),
                aim="under 5 s",
                met=each["seconds"] < 5,
            )
            for file_format, each in timed.items()
        ),
        Row(
            f"one report for each of {regions['pages']:.0f} regions",
            regions["seconds"],
            "s",
            floor=regions["floor"],
            aim="under 90 s",
            met=regions["seconds"] < 90,
        ),
    ]


def run_forecast_backtest(home: Path) -> list[Row]:
    """Read how the forecasts of the example's earlier years held, over all KPIs."""
    printed = subprocess.run(
        [MALBILD, "forecast-backtest", "--json", "--home", str(home)],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    found = json.loads(printed)[-1]
    held, error = found["held_pct"], found["relative_error"]
    return [
        Row(
            f"80 % forecast intervals that held, of {found['n_forecasts']}",
            held,
            "%",
            aim="70 to 90 %",
            met=70 <= held <= 90,
        ),
        Row(
            "error of the forecasts ÷ of 'same as last year'",
            error,
            "×",
            aim="under 1 ×",
            met=error < 1,
        ),
        Row(
            "error of 'the rest as last year' ÷ of 'same as last year'",
            found["rest_as_previous_relative_error"],
            "×",
        ),
    ]


def show_rows(rows: list[Row]) -> None:
    """Print the table."""
    table = Table("what", "measured", "floor", "ratio", "aim", "met")
    for row in rows:
        table.add_row(
            row.what,
            f"{row.measured:.1f} {row.unit}",
            f"{row.floor:.1f} {row.unit}" if row.floor else "",
            f"{row.ratio:.2f} ×" if row.ratio else "",
            row.aim,
            {None: "", True: "yes", False: "NO"}[row.met],
        )
    Console(width=150).print(table)


def main() -> None:
    """Run everything in a folder that is removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="malbild-bench-"))
    try:
        rows = run_example(folder)
        rows += run_forecast_backtest(folder / "home")
        rows += run_sessions(folder / "home")
        rows += run_plans()
        rows += run_charts()
        rows += run_reports(folder / "home")
        rows += run_large(folder)
        rows += run_pages(folder / f"home-{SIZES['1 M']}")
        rows += run_list(folder / f"home-{SIZES['1 M']}")
        rows += run_ranking(folder / f"home-{SIZES['1 M']}")
        rows += run_wide(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    show_rows(rows)
    written = {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "rows": [asdict(row) | {"ratio": row.ratio} for row in rows],
    }
    path = ROOT / "data" / "bench.json"
    path.write_text(json.dumps(written, indent=2), encoding="utf8")
    print(f"Written to {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
