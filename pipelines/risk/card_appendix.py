"""The card's appendix: how ways of choosing do where the truth is known.

`malbild simulate --worlds A,B,C,D --seeds 8 --out FILE` measures the table, which is
kept as model_card/simulation.json; nobody types figures into it.
"""

import json
from pathlib import Path
from typing import Any

from pipelines.risk.card_tables import CardWords

MEASURED = Path(__file__).parent / "model_card" / "simulation.json"
DECIMALS = 3
#: The simulator's words for what the card calls otherwise.
SAME_AS = {"experts": "experts_prior", "anchored": "simulated_anchored"}


def build_simulation(words: CardWords) -> dict[str, object]:
    """Build the appendix' places: its table, the number of seeds and audits a year."""
    measured = json.loads(MEASURED.read_text(encoding="utf8"))
    rows: list[dict[str, Any]] = measured["rows"]
    worlds = list(dict.fromkeys(row["world_code"] for row in rows))
    policies = list(dict.fromkeys(row["policy_code"] for row in rows))
    cells = {
        (row["policy_code"], row["world_code"]): _write_cell(row, words) for row in rows
    }
    lines = [
        [words.find("way_of_choosing"), *worlds],
        ["---"] * (1 + len(worlds)),
        *(
            [
                words.find(SAME_AS.get(policy, policy)),
                *(cells.get((policy, world), "–") for world in worlds),
            ]
            for policy in policies
        ),
    ]
    below = sorted(
        row["world_code"]
        for row in rows
        if row["policy_code"] == "anchored" and check_below(row)
    )
    return {
        "below_reference": ", ".join(below) or words.find("no_world"),
        "first_seed": measured["first_seed"],
        "simulation_table": "\n".join(f"| {' | '.join(line)} |" for line in lines),
        "n_seeds": measured["n_seeds"],
        "n_audits_a_year": measured["n_audits_a_year"],
    }


def check_below(row: dict[str, Any]) -> bool:
    """Tell whether the whole interval lies below the reference figure, if any."""
    reference = row["reference_share"]
    return reference is not None and row["captured_share_high"] < reference


def _write_cell(row: dict[str, Any], words: CardWords) -> str:
    """Write the share with its interval, and the reference figure if any."""
    low, high = row["captured_share_low"], row["captured_share_high"]
    share = words.write(row["captured_share"], DECIMALS)
    cell = f"{share} ({words.write_interval(low, high, DECIMALS)})"
    if row["reference_share"] is None:
        return cell
    return f"{cell}, ref. {words.write(row['reference_share'], DECIMALS)}"
