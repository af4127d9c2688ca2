"""Write reports in a process of its own: `python -m app.reports JOB.json`.

Tells each report on stderr as a JSON line when it is started and done, what went wrong
as one with `error`, and on stdout which files were written.
"""

import gc
import json
import sys
from pathlib import Path

import streamlit as st
from streamlit.logger import set_log_level

from app.errors import (
    AccessDenied,
    ReportRefused,
    StoreBusy,
    StoreFull,
    TemplateRefused,
    WarehouseMissing,
)
from app.reports.jobs import Written, find_orders, find_reader, read_job
from app.reports.run_orders import run_orders, write_line
from app.reports.template_refusals import REFUSALS

REFUSED, DENIED, NOT_READY = 2, 3, 4
REASONS = {
    "unknown_place": "There is no place {what!r}. Use SE, a procurement region A to H, "
    "or a region's two digits.",
    "unknown_plan": "There is no plan {what!r}. The page Overview lists the plans.",
    "no_goals": "No plan has goals for {what} there. Choose another year or plan.",
    "unknown_supplier": "There is no supplier {what!r} that may be seen. Use its "
    "organisation number.",
    "unknown_part": "There is no part {what!r} in this report.",
    "unknown_job": "The report cannot be made as asked: {what}.",
}


def main(arguments: list[str]) -> int:
    """Write the reports of the job named on the command line; return the exit code."""
    # Streamlit's caches are used here without its server, which it warns of.
    set_log_level("error")
    try:
        written = _run(Path(arguments[0]).read_text(encoding="utf8"))
    except ReportRefused as reason:
        words = REASONS[reason.reason_code].format(what=reason.what)
        return _stop(words, REFUSED)
    except TemplateRefused as reason:
        return _stop(REFUSALS[reason.reason_code], REFUSED)
    except AccessDenied:
        return _stop("This reader may not see that place.", DENIED)
    except WarehouseMissing as reason:
        return _stop(f"Nothing is published to report on: {reason}.", NOT_READY)
    except (StoreBusy, StoreFull):
        return _stop("The store with comments and plans cannot be read now.", NOT_READY)
    except OSError as reason:
        return _stop(f"{reason.filename}: {reason.strerror}.", NOT_READY)
    finally:
        _close()
    missing = sorted({each for one in written for each in one.missing})
    told = {"written": [str(one.path) for one in written], "missing": missing}
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    return 0


def _run(text: str) -> list[Written]:
    job = read_job(text)
    principal = find_reader(job)
    orders = find_orders(job, principal)
    write_line({"reports": len(orders)})
    return list(run_orders(orders, principal))


def _stop(words: str, exit_code: int) -> int:
    write_line({"error": words})
    return exit_code


def _close() -> None:
    # DuckDB reports connections that are still open at the very end as leaks.
    st.cache_resource.clear()
    gc.collect()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
