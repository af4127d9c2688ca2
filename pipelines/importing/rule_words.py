"""Say in Swedish what is wrong with a rejected row, for the person who will mend it."""

import csv

from pipelines.settings import Settings

#: Seed with the words; a rule such as before_starts_on is one of the family before.
WORDS = "broken_rules.csv"


def load_rule_words(settings: Settings) -> dict[str, str]:
    """Load, per rule or family of rules, what is wrong and what to do about it."""
    path = settings.dbt_dir / "seeds" / WORDS
    with path.open(encoding="utf8", newline="") as file:
        return {
            row["rule_code"]: f"{row['broken_rule_name_sv']}. {row['remedy_sv']}"
            for row in csv.DictReader(file)
        }


def find_rule_words(rule: str, words: dict[str, str]) -> str | None:
    """Find the words of a rule: its own, or those of the family it belongs to."""
    families = [family for family in words if rule.startswith(f"{family}_")]
    return words.get(rule) or (words[max(families, key=len)] if families else None)


def build_fault(
    broken_rules: str, headings: dict[str, str], words: dict[str, str]
) -> str:
    """Build the sentences that tell what is wrong with one row.

    Args:
        broken_rules: Such as "ends_on|before_starts_on", several joined by commas.
        headings: Our columns, to the headings in the sender's file.
        words: As from `load_rule_words`.
    """
    sentences = []
    for broken in broken_rules.split(","):
        column, _, rule = broken.partition("|")
        told = find_rule_words(rule, words) or broken
        heading = headings.get(column)
        sentences.append(
            f"{heading}: {told}" if heading else f"{told[:1].upper()}{told[1:]}"
        )
    return " ".join(sentences)
