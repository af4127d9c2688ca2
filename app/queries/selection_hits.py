"""Which picks hit, what lots say, and the ranking beside chance.

They are counts of the whole country, and for every role.
"""

import polars as pl

from app.access import Principal
from app.warehouse import fetch

WHOLE = "all"


def fetch_hit_windows(principal: Principal) -> list[str]:
    """Fetch the windows that hits can be shown for: all, then years, newest first."""
    rows = fetch(
        """
        select distinct window_code
        from marts.rpt_selection_hits
        order by
            window_code <> 'all',
            window_code desc
        """,
        principal=principal,
    )
    return rows["window_code"].to_list()


def fetch_hits(principal: Principal, *, window_code: str = WHOLE) -> pl.DataFrame:
    """Fetch what became of those that each way of picking had picked.

    Args:
        principal: Whose rights.
        window_code: A year, or all that can be compared.

    Returns:
        One row per way of picking: the columns of rpt_selection_hits. Methods first,
        then reasons, why of plans, and lists as they would have been.
    """
    return fetch(
        """
        select *
        from marts.rpt_selection_hits
        where window_code = $window_code
        order by
            list_position(['method', 'reason', 'why', 'list'], group_kind_code),
            group_code = 'unknown',
            n_hits desc,
            n_judged desc,
            group_code
        """,
        {"window_code": window_code},
        principal=principal,
    )


def fetch_random_arm(principal: Principal) -> pl.DataFrame:
    """Fetch what those that lots fell on say: all years, then each, newest first.

    Returns:
        One row per arm and window: the columns of rpt_selection_random_arm.
    """
    return fetch(
        """
        select *
        from marts.rpt_selection_random_arm
        order by
            arm_code,
            window_code <> 'all',
            window_code desc
        """,
        principal=principal,
    )


def fetch_lift(principal: Principal) -> pl.DataFrame:
    """Fetch the ranking beside the random control, in 24 months, newest year first.

    Returns:
        One row per year with either: the columns of rpt_selection_lift.
    """
    return fetch(
        "select * from marts.rpt_selection_lift order by period_year desc",
        principal=principal,
    )
