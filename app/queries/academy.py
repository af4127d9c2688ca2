"""The academy: coordinators on their way to the diploma, and its calendar.

Fewer than five people are a small group: their number is held back from everybody but
the secretariat.
"""

import polars as pl

from app.access import Principal
from app.messages import language
from app.warehouse import fetch

FEWEST_PEOPLE = 5


def fetch_diploma_steps(principal: Principal, *, year: int) -> pl.DataFrame:
    """Fetch how many coordinators have come how far, in every place that may be seen.

    Returns:
        One row per place and step, in order: place_code, place_name,
        place_level_code, step_code, n_coordinators, n_people (with this and all
        earlier steps), is_held_back. Held-back numbers are empty.
    """
    return fetch(
        """
        select
            steps.place_code,
            if($language = 'sv', places.place_name_sv, places.place_name_en)
                as place_name,
            places.place_level_code,
            steps.step_code,
            if(
                $sees_few or steps.n_coordinators >= $fewest, steps.n_coordinators, null
            ) as n_coordinators,
            if(
                $sees_few or steps.n_people_with_all_steps_so_far >= $fewest,
                steps.n_people_with_all_steps_so_far,
                null
            ) as n_people,
            not ($sees_few or steps.n_people_with_all_steps_so_far >= $fewest)
                as is_held_back
        from marts.rpt_diploma_steps as steps
        inner join marts.dim_places as places using (place_code)
        where
            steps.period_year = $year
            and (len($visible_places) = 0 or steps.place_code in $visible_places)
        order by
            places.sort_order,
            steps.sort_order
        """,
        {
            "language": language(),
            "year": year,
            "fewest": FEWEST_PEOPLE,
        },
        principal=principal,
    )


def fetch_training_calendar(principal: Principal, *, year: int) -> pl.DataFrame:
    """Fetch a year's trainings in order of day.

    Returns:
        One row per occasion: held_on, training_kind_code, occasion_state_code
        (planned, held, cancelled), theme_name, category_name (both may be empty),
        n_participants (empty until held, and where it is held back),
        n_regions_reached.
    """
    return fetch(
        """
        select
            calendar.held_on,
            calendar.training_kind_code,
            calendar.occasion_state_code,
            calendar.theme_name,
            if(
                $language = 'sv',
                categories.category_name_sv,
                categories.category_name_en
            ) as category_name,
            if(
                $sees_few or calendar.n_participants >= $fewest,
                calendar.n_participants,
                null
            ) as n_participants,
            calendar.n_regions_reached
        from marts.rpt_training_calendar as calendar
        left join marts.dim_categories as categories using (category_code)
        where calendar.period_year = $year
        order by
            calendar.held_on,
            calendar.occasion_id
        """,
        {
            "language": language(),
            "year": year,
            "fewest": FEWEST_PEOPLE,
        },
        principal=principal,
    )
