"""Give every pseudonym a name and an address, for the import to throw away.

numbers of persons -> [person_names] -> the columns that source.yml ignores
"""

import unicodedata

import polars as pl

from pipelines.example.world import read_words

#: Where the numbers of each kind of person begin, so that no two share a name.
FIRST_OF_PREFIX = {"R": 0, "P": 40, "G": 500}
#: The parts are 31 and 29, which share no factor, so that 899 names are distinct.
STEP = 7


def build_person_names(person_ids: pl.Series) -> pl.DataFrame:
    """Build `full_name` and `contact_email` for person numbers such as P-012 or R07."""
    numbers = person_ids.str.extract(r"(\d+)").cast(pl.Int64) + person_ids.str.slice(
        0, 1
    ).replace_strict(FIRST_OF_PREFIX, return_dtype=pl.Int64)
    return build_names(numbers)


def build_names(numbers: pl.Series) -> pl.DataFrame:
    """Build `full_name` and `contact_email` per number; blank numbers stay blank."""
    parts = read_words("person_names")
    given = parts.filter(part="given")["word"]
    family = parts.filter(part="family")["word"]
    names = given.gather(numbers % given.len()) + (
        " " + family.gather(numbers * STEP % family.len())
    )
    return pl.DataFrame(
        {
            "full_name": names,
            "contact_email": [_build_address(name) for name in names],
        }
    )


def _build_address(name: str | None) -> str | None:
    if name is None:
        return None
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return f"{plain.lower().replace(' ', '.')}@exempel.invalid"
