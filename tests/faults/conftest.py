"""What the tests of faults share, and which test shows what becomes of which fault.

D1 UTF-8, mark, mixed line ends: test_a_file_that_is_only_odd_is_imported
D2 other encodings (read when certain): test_an_encoding_is_found_and_told,
   test_a_file_that_cannot_be_used_is_named_with_its_fix
D3 garbled letters: test_a_file_that_cannot_be_used_is_named_with_its_fix
D4 invalid byte, zero byte: test_a_file_that_cannot_be_used_is_named_with_its_fix
D5 cut off, open mark: test_a_file_that_cannot_be_used_is_named_with_its_fix
D6 other than its manifest:
   test_a_file_that_differs_from_its_manifest_is_refused
D7 empty, headings only, no table:
   test_a_file_that_cannot_be_used_is_named_with_its_fix
D8 headings: test_a_file_that_cannot_be_used_is_named_with_its_fix,
   test_a_file_that_is_only_odd_is_imported,
   test_what_is_answered_once_is_known_the_next_time
D9 ragged rows: test_rows_of_the_wrong_length_are_set_aside
D10 days: test_a_row_that_breaks_a_rule_is_set_aside_with_the_rule
D11 Swedish numbers: test_swedish_numbers_are_read
D12 other numbers: test_a_row_that_breaks_a_rule_is_set_aside_with_the_rule,
   test_a_number_that_could_mean_something_else_is_not_guessed
D13 credit notes: test_a_credit_note_and_two_costs_that_are_alike_are_kept
D14 broken organisation numbers (a wrong check digit is kept and listed):
   test_a_row_that_breaks_a_rule_is_set_aside_with_the_rule,
   test_a_wrong_check_digit_is_kept,
   test_a_lost_zero_that_may_hide_a_person_is_set_aside_and_masked
D15 one number written in many ways:
   test_one_supplier_is_one_however_its_number_is_written
D16 sole traders: test_sole_traders_are_suppliers_like_others,
   test_nothing_personal_is_kept_outside_what_was_received,
   test_nothing_personal_is_printed
D17 one number, several names:
   test_two_names_under_one_number_are_one_supplier_and_the_other_is_told;
   names that change from one file to the next are not listed
D18 the same file twice: test_the_same_import_again_writes_nothing,
   test_a_renamed_copy_is_the_same_file
D19 corrected, then the old one again:
   test_a_newer_row_replaces_the_older_one_with_its_key,
   test_an_older_file_changes_nothing_that_a_newer_one_says
D20 late or out of order: test_an_older_file_changes_nothing_that_a_newer_one_says;
   overlapping periods are not looked for
D21 the same line twice: test_a_key_that_comes_twice_is_kept_once,
   test_a_credit_note_and_two_costs_that_are_alike_are_kept
D22 many bad rows: the preview shows them and a person decides; none are refused for it
D23 5 MB in a cell, 1 GB: test_a_file_that_is_only_odd_is_imported,
   test_a_file_beyond_all_measure_is_refused_unread; a million rows: tests/bench
D24 unknown codes: test_a_row_that_breaks_a_rule_is_set_aside_with_the_rule,
   test_an_unknown_word_is_shown_with_what_it_may_mean
D25 dates in the wrong order, 140 percent:
   test_a_row_that_breaks_a_rule_is_set_aside_with_the_rule;
   no rule compares an audit with the contracts
D26 a sum that deviates: test_a_sum_that_deviates_waits_for_a_yes
D27 growing, vanishing, closed, link, odd name:
   test_a_file_that_is_still_being_written_waits,
   test_a_file_that_vanishes_is_told_and_the_rest_imported,
   test_a_file_that_may_not_be_read_is_told,
   test_a_link_out_of_the_folder_is_refused_and_an_odd_name_is_kept_safe
D28 names written in many ways, with unit tests beside them: qc_supplier_name_variants,
   qc_duplicate_supplier_names, qc_supplier_names_of_mixed_alphabets;
   test_letters_with_loose_marks_are_put_together
"""

from pathlib import Path

import pytest

from pipelines.settings import Settings, load_settings

HEADINGS = "Produkt-ID;Kravpaket;Tema;Antaget"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A home of its own for each test."""
    return load_settings(tmp_path / "home")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder with one good file, which every fault must leave alone."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    good = [
        HEADINGS,
        "P-1;Handskar;Klimat;2024-01-15",
        "P-2;Handskar;Klimat;2024-01-15",
    ]
    (folder / "a_good_one.csv").write_text("\n".join(good) + "\n", encoding="utf8")
    return folder
