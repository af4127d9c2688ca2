"""The tables of the model card, as Markdown in one language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from pipelines.risk.evaluate import POOLED

#: Headings by table and language; their order is that of the cells.
HEADINGS = {
    "gate_table": {
        "sv": "Spärr|Vad|Höll|Uppmätt|Intervall|Minst|Högst",
        "en": "Gate|What|Held|Measured|Interval|Least|Most",
    },
    "weights_table": {
        "sv": "Uppgift|Experterna|± |Nu|± |Flyttad",
        "en": "Feature|Experts|± |Now|± |Moved",
    },
    "results_table": {
        "sv": "Ordning|Träffar av valda|Andel|Intervall|AUC inom revisor|Intervall",
        "en": "Order|Hits of chosen|Share|Interval|AUC within auditor|Interval",
    },
    "reliability_table": {
        "sv": "Modell|Revision|Fjärdedel|Antal|Sagt %|Kom %|Intervall %",
        "en": "Model|Audit|Quarter|Number|Said %|Came %|Interval %",
    },
    "groups_table": {
        "sv": "Indelning|Grupp|Antal|Valda|Väntat|Kvot|Omdöme",
        "en": "Kind|Group|Number|Chosen|Expected|Ratio|Verdict",
    },
    "gaps_table": {"sv": "Uppgift|Saknas %", "en": "Feature|Unknown %"},
}
MOST_GAPS = 8
LEAST_GAP = 0.05
KINDS = {"missing": "?", "category": "", "figure": "", "intercept": ""}


@dataclass(frozen=True)
class CardWords:
    """Words of one language; `names` are those of features."""

    language: str
    words: Mapping[str, str]
    names: Mapping[str, str]

    def find(self, code: str | None) -> str:
        """Find the words for a code; a code of the deployment's own stands as it is."""
        if code is None:
            return self.words["none"]
        return self.words.get(code, code)

    def write(self, figure: float | None, decimals: int = 2) -> str:
        """Write a figure as the language does; – where there is none."""
        if figure is None:
            return "–"
        written = f"{figure:.{decimals}f}"
        return written.replace(".", ",") if self.language == "sv" else written

    def write_interval(
        self, low: float | None, high: float | None, decimals: int = 2
    ) -> str:
        """Write both ends of an interval."""
        if low is None or high is None:
            return "–"
        return f"{self.write(low, decimals)} – {self.write(high, decimals)}"


def build_card_tables(
    tables: Mapping[str, pl.DataFrame], words: CardWords
) -> dict[str, str]:
    """Build every table of the card, by its place in the template."""
    cells = {
        "gate_table": _build_gate(tables["gate"], words),
        "weights_table": _build_weights(tables["weights"], words),
        "results_table": _build_results(tables["evaluation"], words),
        "reliability_table": _build_reliability(tables["reliability"], words),
        "groups_table": _build_groups(tables["groups"], words),
        "gaps_table": _build_gaps(tables["inputs"], words),
    }
    return {name: _write_table(name, rows, words) for name, rows in cells.items()}


def _write_table(name: str, rows: Iterable[list[str]], words: CardWords) -> str:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    if not lines:
        return words.find("none")
    headings = HEADINGS[name][words.language].split("|")
    return "\n".join(
        [f"| {' | '.join(headings)} |", "|---" * len(headings) + "|", *lines]
    )


def _build_gate(gate: pl.DataFrame, words: CardWords) -> list[list[str]]:
    return [
        [
            *(words.find(row["gate_code"]), words.find(row["check_code"])),
            words.find("yes" if row["is_passed"] else "no"),
            words.write(row["measured"]),
            words.write_interval(row["measured_low"], row["measured_high"]),
            *(words.write(row["limit_low"]), words.write(row["limit_high"])),
        ]
        for row in gate.iter_rows(named=True)
    ]


def _build_weights(weights: pl.DataFrame, words: CardWords) -> list[list[str]]:
    rows = []
    for row in weights.iter_rows(named=True):
        name = words.names.get(row["feature_code"], row["feature_code"])
        part = words.find(row["category_code"]) if row["category_code"] else ""
        figures = (*("prior_mean", "prior_sd", "weight", "weight_sd", "moved_sd"),)
        rows.append(
            [
                " ".join(f"{name} {part}{KINDS[row['kind_code']]}".split()),
                *(words.write(row[figure]) for figure in figures),
            ]
        )
    return rows


def _build_results(evaluation: pl.DataFrame, words: CardWords) -> list[list[str]]:
    pooled = evaluation.filter(pl.col("window_code") == POOLED)
    found = {
        metric: {
            row["model_code"]: row
            for row in pooled.filter(pl.col("metric_code") == metric).iter_rows(
                named=True
            )
        }
        for metric in ("precision_at_k", "within_auditor_auc")
    }
    return [
        [
            words.find(model),
            f"{words.write(row['n_hits'], 0)} / {words.write(row['n_chosen'], 0)}",
            words.write(row["measured"]),
            words.write_interval(row["low"], row["high"]),
            words.write(found["within_auditor_auc"][model]["measured"]),
            words.write_interval(
                found["within_auditor_auc"][model]["low"],
                found["within_auditor_auc"][model]["high"],
            ),
        ]
        for model, row in sorted(
            found["precision_at_k"].items(),
            key=lambda item: (-(item[1]["measured"] or 0.0), item[0]),
        )
    ]


def _build_reliability(reliability: pl.DataFrame, words: CardWords) -> list[list[str]]:
    return [
        [
            *(words.find(row["model_code"]), words.find(row["audit_type_code"])),
            *(str(row["bin_number"]), str(row["n_audits"])),
            *(words.write(row["predicted_pct"], 0), words.write(row["major_pct"], 0)),
            words.write_interval(row["low_pct"], row["high_pct"], 0),
        ]
        for row in reliability.iter_rows(named=True)
    ]


def _build_groups(groups: pl.DataFrame, words: CardWords) -> list[list[str]]:
    return [
        [
            *(words.find(row["group_kind_code"]), words.find(row["group_code"])),
            *(str(row["n_suppliers"]), str(row["n_chosen"])),
            words.write(row["n_chosen_expected"], 1),
            words.write(row["selection_ratio"]),
            words.find(row["verdict_code"]),
        ]
        for row in groups.iter_rows(named=True)
    ]


def _build_gaps(inputs: pl.DataFrame, words: CardWords) -> list[list[str]]:
    missing = {
        code: inputs[code].null_count() / max(inputs.height, 1)
        for code in words.names
        if code in inputs.columns
    }
    largest = sorted(missing.items(), key=lambda gap: (-gap[1], gap[0]))
    return [
        [words.names[code], words.write(100 * share, 0)]
        for code, share in largest[:MOST_GAPS]
        if share >= LEAST_GAP
    ]
