"""The command that makes results public: publish-open."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from pipelines.cli_options import Home
from pipelines.errors import UsageError
from pipelines.open_data.publish_open import run_publish_open, run_withdraw
from pipelines.progress import run_step
from pipelines.run_alone import run_alone
from pipelines.settings import load_settings

LOCAL_ADDRESS = "http://127.0.0.1:8501/open/"
out = Console(soft_wrap=True)


By = Annotated[
    str, typer.Option("--by", metavar="NAME", help="Who answers for it; shown to all.")
]
Folder = Annotated[
    Path | None,
    typer.Argument(metavar="DIR", file_okay=False, help="Gets a copy of the files."),
]
Address = Annotated[
    str, typer.Option(metavar="URL", help="Where the files will be found.")
]
Contact = Annotated[
    str | None, typer.Option(metavar="EMAIL", help="For those who use the data.")
]
Force = Annotated[
    bool, typer.Option("--force", help="Although changes since last time tell of few.")
]
Withdraw = Annotated[
    bool, typer.Option("--withdraw", help="Take down what is published.")
]


def run_publish_open_command(
    by: By,
    folder: Folder = None,
    home: Home = None,
    address: Address = LOCAL_ADDRESS,
    contact: Contact = None,
    force: Force = False,
    withdraw: Withdraw = False,
) -> None:
    """Publish results openly, as CSV, JSON and a DCAT-AP-SE catalogue.

    Small counts are held back, and what would tell them by difference; no supplier is
    named. The public page shows what was published last, and nothing before that.
    """
    settings = load_settings(home)
    with run_alone(settings):
        if withdraw:
            run_withdraw(settings, by=by)
            out.print("Nothing is published openly any more.")
            return
        if folder is None:
            raise UsageError("Give the folder to publish to: malbild publish-open DIR.")
        with run_step("Publish openly"):
            manifest = run_publish_open(
                settings,
                folder,
                by=by,
                address=address,
                contact=contact,
                force=force,
            )
    _tell(manifest["files"], folder, address)


def _tell(files: list[dict], folder: Path, address: str) -> None:
    out.print(f"Published {len(files)} files in {folder}, and on the public page.")
    if address == LOCAL_ADDRESS:
        out.print(
            "The catalogue's addresses lead to this machine. Give the public one with "
            "--address, and an e-mail address with --contact."
        )
