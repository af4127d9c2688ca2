import io
import random
from datetime import date

import polars as pl
import pytest

from pipelines.errors import ExportFormatError
from pipelines.importing.read_parquet import read_parquet_sheets


def write_parquet(frame: pl.DataFrame) -> bytes:
    packed = io.BytesIO()
    frame.write_parquet(packed)
    return packed.getvalue()


def test_every_cell_is_text_as_it_was_meant() -> None:
    frame = pl.DataFrame(
        {
            "Kod": ["01", None, " 03 "],
            "Datum": [date(2025, 10, 31), None, date(2024, 1, 1)],
            "Tal": [2021.0, None, 12.345],
            "Svar": [True, None, False],
        }
    )
    (sheet,) = read_parquet_sheets(write_parquet(frame))
    assert (sheet.headings, sheet.found_format) == (tuple(frame.columns), "Parquet")
    assert sheet.read().rows.rows() == [
        (2, "01", "2025-10-31", "2021", "true"),
        (4, "03", "2024-01-01", "12.3450", "false"),
    ]


def test_damage_is_refused_with_words_whatever_it_hits() -> None:
    numbers = list(range(200))
    frame = pl.DataFrame({"a": [f"x{n}" for n in numbers], "b": numbers})
    whole = write_parquet(frame)
    draw = random.Random(1)  # noqa: S311
    messages = []
    for _ in range(200):
        damaged = bytearray(whole)
        for _ in range(draw.choice([1, 3, 20])):
            damaged[draw.randrange(4, len(whole) - 4)] = draw.randrange(256)
        try:
            read_parquet_sheets(bytes(damaged))[0].read()
        except ExportFormatError as error:
            messages.append(str(error))
    assert len(messages) > 50
    assert all(len(message) > 20 for message in messages)


def test_more_than_can_be_read_at_once_is_refused_unread(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from pipelines.importing import read_parquet

    monkeypatch.setattr(read_parquet, "MAX_CELLS", 3)
    content = write_parquet(pl.DataFrame({"a": ["1", "2"], "b": ["1", "2"]}))
    with pytest.raises(ExportFormatError, match="Split the export"):
        read_parquet_sheets(content)
