"""The options that several commands of `malbild` share."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

Home = Annotated[
    Path | None,
    typer.Option(
        "--home",
        envvar="MALBILD_HOME",
        file_okay=False,
        help="Folder for all run-time data. Default: data/ in the project.",
    ),
]
Day = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help="As it was known on this day."),
]
Force = Annotated[
    bool, typer.Option("--force", help="Publish although much of it would vanish.")
]
Exports = Annotated[
    Path | None,
    typer.Option(
        "--exports",
        exists=True,
        file_okay=False,
        help="Folder with received files. Default: exports/ in the home.",
    ),
]
Sender = Annotated[
    str | None,
    typer.Option(
        "--sender",
        metavar="CODE",
        help="Who sends the files: a region's code, secretariat, system_support, adda "
        "or other. Default: who sent the same content before, else the secretariat.",
    ),
]
AnswersFile = Annotated[
    Path | None,
    typer.Option(
        "--answers",
        exists=True,
        dir_okay=False,
        help="What a person has answered about the files, as JSON.",
    ),
]
Confirm = Annotated[
    list[str] | None,
    typer.Option(
        "--confirm",
        metavar="CODE",
        help="Load although this is odd: too_few_rows or sum_deviates.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="For programs.")]
OutFile = Annotated[
    Path | None,
    typer.Option("--out", dir_okay=False, metavar="FILE", help="A CSV file to write."),
]
Language = Annotated[
    Literal["sv", "en"], typer.Option("--language", help="Of the reasons.")
]
Again = Annotated[
    str | None,
    typer.Option("--again", metavar="RUN", help="Make this kept run again."),
]
