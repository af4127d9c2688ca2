from pipelines.importing.rule_words import build_fault, find_rule_words

WORDS = {
    "min": "är för låg. Kontrollera.",
    "min_length": "är för kort. Skriv mer.",
    "before": "är för tidig. Kontrollera båda.",
    "number_of_cells": "har fel antal celler. Jämför.",
}


def test_a_rule_has_its_own_words_or_those_of_its_family() -> None:
    assert find_rule_words("min_length", WORDS) == WORDS["min_length"]
    assert find_rule_words("before_starts_on", WORDS) == WORDS["before"]
    assert find_rule_words("minute", WORDS) is None


def test_a_fault_names_the_senders_own_heading() -> None:
    fault = build_fault(
        "cost_sek|min,ends_on|before_starts_on", {"cost_sek": "Belopp"}, WORDS
    )
    assert fault == ("Belopp: är för låg. Kontrollera. Är för tidig. Kontrollera båda.")
