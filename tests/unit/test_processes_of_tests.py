from tests.conftest import find_group


def test_tests_that_share_what_their_file_makes_run_in_one_process() -> None:
    file = "tests/integration/test_finished_build.py"
    assert find_group(f"{file}::test_a") == find_group(f"{file}::test_b[x]") == file


def test_tests_of_a_page_run_in_the_process_that_opened_it() -> None:
    one, same, other = (
        find_group(f"tests/browser/test_pages.py::{test}")
        for test in ("test_a[overview-chromium]", "test_b[overview-chromium]", "a[b]")
    )
    assert one == same != other


def test_other_tests_run_wherever_there_is_room() -> None:
    alone = "tests/integration/test_main_way.py::test_a"
    assert find_group(alone) == alone
