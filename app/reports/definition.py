"""What somebody has chosen a report to be: enough to build it again next quarter."""

from pydantic import BaseModel, ConfigDict, Field

TEMPLATE_CODES = (
    "quarterly",
    "region_year",
    "memo",
    "supplier_follow_up",
    "newsletter",
)
LONGEST_TITLE = 120
LONGEST_TEXT = 8000


class ReportDefinition(BaseModel):
    """One report as chosen: template, plan year, place, parts in order, own texts.

    `part_codes` empty means those that the template suggests. `texts` are own words by
    the code of the part that they stand before; "" stands first in the report.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    template_code: str = Field(pattern="|".join(f"^{code}$" for code in TEMPLATE_CODES))
    plan_code: str = Field(pattern=r"^[a-z0-9_]{1,60}$")
    year: int = Field(ge=2000, le=2100)
    place_code: str = Field(pattern=r"^(SE|[A-H]|[0-9]{2})$")
    part_codes: tuple[str, ...] = ()
    texts: dict[str, str] = Field(default_factory=dict)
    title: str = Field(default="", max_length=LONGEST_TITLE)
    supplier_id: str | None = None
    language_code: str = Field(default="sv", pattern="^(sv|en)$")
    has_comments: bool = True
