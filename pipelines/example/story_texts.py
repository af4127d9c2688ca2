"""Choose what each story is about: a category, a follow-up's result, a title.

stories + closed cases -> [story_texts] -> titles, categories, case numbers
"""

import numpy as np
import polars as pl

from pipelines.example.world import read_words

#: A story tells a result when a case had been closed within so many days before it.
RESULT_WITHIN_DAYS = 150
RESULT_SHARE = 0.35
BLANK_CATEGORY_SHARE = 0.1


def draw_texts(
    rng: np.random.Generator,
    stories: pl.DataFrame,
    cases: pl.DataFrame,
    categories: pl.DataFrame,
) -> pl.DataFrame:
    """Draw what each story tells.

    Args:
        rng: The stream of the topic.
        stories: With `told_on`, in that order, and `communication_kind_code`.
        cases: With `case_id`, `category_code` and `closed_on`.
        categories: With `category_code` and `category_name_sv`.

    Returns:
        The stories with `case_id`, `category_code` and `item_title`. A follow-up is
        told once at most.
    """
    n = stories.height
    closed = cases.drop_nulls("closed_on").sort("closed_on", "case_id")
    told = _find_told(rng, stories, closed)
    codes = categories["category_code"]
    of_story = pl.Series(codes.gather(rng.integers(0, codes.len(), n)))
    named = told.with_columns(
        category_code=pl.coalesce("category_code", of_story),
    ).join(
        categories.select("category_code", "category_name_sv"),
        on="category_code",
        maintain_order="left",
    )
    titles = _draw_titles(rng, named)
    is_about = titles.str.contains("{", literal=True) & pl.Series(
        rng.random(n) >= BLANK_CATEGORY_SHARE
    )
    title = pl.Series(titles).str.replace_many({"{category}": "\0"})
    return named.with_columns(
        item_title=pl.concat_str(
            title.str.split("\0").list.first(),
            pl.when(title.str.contains("\0")).then("category_name_sv").fill_null(""),
            title.str.split("\0").list.get(1, null_on_oob=True).fill_null(""),
        ),
        category_code=pl.when(is_about).then("category_code"),
    ).drop("category_name_sv")


def _find_told(
    rng: np.random.Generator, stories: pl.DataFrame, closed: pl.DataFrame
) -> pl.DataFrame:
    """Let some news tell the newest closed case that has not been told."""
    free = closed.select("case_id", "category_code", "closed_on").rows()
    is_telling = rng.random(stories.height) < RESULT_SHARE
    found: list[tuple[str | None, str | None]] = []
    news = stories["communication_kind_code"] == "news"
    for day, may_tell, is_news in zip(
        stories["told_on"], is_telling, news, strict=True
    ):
        case = next(
            (c for c in free if 0 <= (day - c[2]).days <= RESULT_WITHIN_DAYS), None
        )
        if case is None or not (may_tell and is_news):
            found.append((None, None))
        else:
            free.remove(case)
            found.append(case[:2])
    types = {"case_id": pl.String, "category_code": pl.String}
    return stories.hstack(pl.DataFrame(found, schema=types, orient="row"))


def _draw_titles(rng: np.random.Generator, told: pl.DataFrame) -> pl.Series:
    words = read_words("stories")
    is_result = told["case_id"].is_not_null()
    titles = []
    for kind, tells in zip(told["communication_kind_code"], is_result, strict=True):
        fitting = words.filter(
            communication_kind_code=kind, is_result="ja" if tells else "nej"
        )["title"]
        titles.append(fitting[int(rng.integers(0, fitting.len()))])
    return pl.Series(titles, dtype=pl.String)
