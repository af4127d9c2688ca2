"""What one row of the signals promises after import."""

import dataframely as dy

from pipelines.sources.columns import build_day, build_organisation_number

#: The name is also a feature's name in the ranking, hence no blanks or capitals.
SIGNAL_NAME = r"^[a-z][a-z0-9_]*$"


class SignalRow(dy.Schema):
    """One number about one supplier, as it was known on one day.

    Key: `organisation_number`, `known_on`, `signal_name`.
    Not: comparable between signals. Each has a unit of its own.
    """

    source_row = dy.UInt32(min=2)
    organisation_number = build_organisation_number(primary_key=True)
    #: The first day on which anybody could have used it, not the day it happened.
    known_on = build_day(primary_key=True)
    signal_name = dy.String(
        primary_key=True,
        max_length=60,
        check={"not_a_signal_name": lambda name: name.str.contains(SIGNAL_NAME)},
    )
    #: A blank is no signal, and is rejected; it is never zero.
    signal_number = dy.Float64()


SCHEMAS: dict[str, type[dy.Schema]] = {"signals": SignalRow}
