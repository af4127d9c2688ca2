"""Write the model card of a run, in Swedish and English, from the run's own figures.

model_card/<language>.md + config + tables -> sections -> model_card_<language>.md
"""

import csv
import re
from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import Any

import polars as pl

from pipelines.risk.card_appendix import build_simulation
from pipelines.risk.card_tables import CardWords, build_card_tables
from pipelines.risk.monitor import ALL, WITHOUT_REASON
from pipelines.risk.run_tables import CARDS

FOLDER = Path(__file__).parent / "model_card"
LANGUAGES = ("sv", "en")
TITLES = {"sv": "Modellkort", "en": "Model card"}
SECTION = re.compile(r"^## \[(\w+)\] (.+)$", re.MULTILINE)


def build_cards(
    config: Mapping[str, Any],
    tables: Mapping[str, pl.DataFrame],
    names: Mapping[str, tuple[str, str]],
    before: Mapping[str, Any] | None,
) -> pl.DataFrame:
    """Build the card's sections in every language.

    Args:
        config: As a run's config.json.
        tables: The run's tables.
        names: Swedish and English name of each feature.
        before: The config of the version published before, if any.

    Returns:
        As CARDS.
    """
    rows: list[tuple[object, ...]] = []
    for number, language in enumerate(LANGUAGES):
        words = CardWords(
            language=language,
            words={row["code"]: row[language] for row in _read_words()},
            names={code: both[number] for code, both in names.items()},
        )
        filled = {
            **_build_figures(config, words),
            **build_card_tables(tables, words),
            **build_simulation(words),
            "changes": _write_changes(before, tables["monitoring"], words),
        }
        rows += [
            (language, place, code, title, Template(text).substitute(filled))
            for place, (code, title, text) in enumerate(_read_sections(language), 1)
        ]
    return pl.DataFrame(rows, schema=CARDS, orient="row")


def build_card_texts(cards: pl.DataFrame) -> dict[str, str]:
    """Build one Markdown file per language, by file name."""
    texts = {}
    for language in LANGUAGES:
        sections = cards.filter(pl.col("language_code") == language)
        parts = [
            f"## {row['section_title']}\n\n{row['section_text']}"
            for row in sections.iter_rows(named=True)
        ]
        texts[f"model_card_{language}.md"] = "\n\n".join(
            [f"# {TITLES[language]}", *parts, ""]
        )
    return texts


def _build_figures(config: Mapping[str, Any], words: CardWords) -> dict[str, object]:
    stage = config["stage_code"]
    return {
        **config,
        "model_in_use": words.find(config["model_in_use_code"]),
        "model_published": words.find(config["model_published_code"]),
        "published_reason": words.find(config["published_reason_code"]),
        "stage": words.find("stage_anchored" if stage == "anchored" else stage),
        "note": config[f"note_{words.language}"],
        "decided_on": config["decided_on"] or words.find("none"),
        "decided_by": config["decided_by"] or words.find("none"),
        "prior_width": words.write(config["prior_width"]),
    }


def _write_changes(
    before: Mapping[str, Any] | None, monitoring: pl.DataFrame, words: CardWords
) -> str:
    if before is None:
        return words.find("changes_first")
    churn = dict(
        monitoring.filter(pl.col("check_code") == "list_churn")
        .select("subject_code", "measured")
        .iter_rows()
    )
    return Template(words.find("changes_before")).substitute(
        run=before["model_run_id"],
        as_of_on=before["as_of_on"],
        published=words.find(before["model_published_code"]),
        n_labels=before["n_labels"],
        new_pct=_write_pct(churn[ALL], words),
        moved_pct=_write_pct(churn[WITHOUT_REASON], words),
    )


def _write_pct(part: float | None, words: CardWords) -> str:
    return words.write(None if part is None else 100 * part, 0)


def _read_sections(language: str) -> list[tuple[str, str, str]]:
    found = SECTION.split((FOLDER / f"{language}.md").read_text(encoding="utf8"))
    return [
        (found[at], found[at + 1], found[at + 2].strip())
        for at in range(1, len(found), 3)
    ]


def _read_words() -> list[dict[str, str]]:
    with (FOLDER / "words.csv").open(encoding="utf8", newline="") as stream:
        return list(csv.DictReader(stream))
