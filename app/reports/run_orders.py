"""Write some reports, in as many processes as there are cores, and tell of each."""

import json
import multiprocessing
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial

from streamlit.logger import set_log_level

from app.access import Principal
from app.reports.jobs import Order, Written, write_report

# More would only wait for each other.
MOST_PROCESSES = 4


def run_orders(orders: tuple[Order, ...], principal: Principal) -> Iterator[Written]:
    """Write every report and give each as soon as it is written.

    Raises:
        AccessDenied: The reader may not see a place; those written stay.
        ReportRefused: A place, plan, year, supplier or part is not there.
        TemplateRefused: The own template cannot be used.
    """
    if len(orders) == 1:
        yield _write_one(orders[0], principal)
        return
    n_processes = min(len(orders), os.cpu_count() or 1, MOST_PROCESSES)
    # Not forked: a copy of an open connection to DuckDB is no connection.
    with ProcessPoolExecutor(
        n_processes,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=partial(set_log_level, "error"),
    ) as pool:
        running = [pool.submit(_write_one, order, principal) for order in orders]
        for future in as_completed(running):
            yield future.result()


def write_line(line: dict[str, object]) -> None:
    """Write one JSON line on stderr, for the program that waits."""
    sys.stderr.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stderr.flush()


def _write_one(order: Order, principal: Principal) -> Written:
    step = {"step": f"Write {order.out.name}"}
    write_line(step | {"state": "started"})
    state = "failed"
    try:
        written = write_report(order, principal)
        state = "done"
    finally:
        write_line(step | {"state": state})
    return written
