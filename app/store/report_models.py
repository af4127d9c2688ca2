"""Reports that somebody has put together, as tables of the store."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import UniqueConstraint

from app.store.column_types import CodeList, JsonText, UtcDateTime
from app.store.models import Base
from app.store.texts import LONGEST_NAME

KIND_CODES = ("pptx", "docx")
LONGEST_DEFINITION = 200_000
MOST_TEMPLATE_BYTES = 20 * 2**20


class ReportTemplateRow(Base):
    """A slide deck or document of somebody's own whose look reports take over."""

    __tablename__ = "report_templates"
    __table_args__ = (
        CheckConstraint(
            f"length(name) between 1 and {LONGEST_NAME}",
            name="ck_report_templates_name",
        ),
        CheckConstraint(
            "kind_code in ('pptx', 'docx')", name="ck_report_templates_kind_code"
        ),
        CheckConstraint(
            f"length(content) between 1 and {MOST_TEMPLATE_BYTES}",
            name="ck_report_templates_content",
        ),
    )

    template_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    name: Mapped[str]
    kind_code: Mapped[str] = mapped_column(String(4))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64))
    checked: Mapped[dict[str, Any]] = mapped_column(JsonText)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    written_by_role_code: Mapped[str] = mapped_column(String(40))
    written_by_region_codes: Mapped[tuple[str, ...]] = mapped_column(CodeList)
    build_id: Mapped[str] = mapped_column(String(40))


class ReportDefinitionRow(Base):
    """One version of one report's choices. Never changed, never removed.

    `version` numbers a definition's versions from 1. `version_id` is made when the form
    is drawn: sent twice, it is one.
    """

    __tablename__ = "report_definitions"
    __table_args__ = (
        UniqueConstraint("definition_id", "version"),
        CheckConstraint(
            f"length(name) between 1 and {LONGEST_NAME}",
            name="ck_report_definitions_name",
        ),
        CheckConstraint("version >= 1", name="ck_report_definitions_version"),
        CheckConstraint(
            f"length(definition) between 2 and {LONGEST_DEFINITION}",
            name="ck_report_definitions_definition",
        ),
    )

    version_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    definition_id: Mapped[str] = mapped_column(String(36))
    version: Mapped[int]
    name: Mapped[str]
    place_code: Mapped[str] = mapped_column(String(2))
    definition: Mapped[dict[str, Any]] = mapped_column(JsonText)
    template_id: Mapped[str | None] = mapped_column(
        ForeignKey("report_templates.template_id")
    )
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    written_by_role_code: Mapped[str] = mapped_column(String(40))
    written_by_region_codes: Mapped[tuple[str, ...]] = mapped_column(CodeList)
    build_id: Mapped[str] = mapped_column(String(40))


class ReportRunRow(Base):
    """The figures that a report told when it was made. Never changed, never removed."""

    __tablename__ = "report_runs"

    run_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    version_id: Mapped[str] = mapped_column(
        ForeignKey("report_definitions.version_id"), index=True
    )
    figures: Mapped[dict[str, Any]] = mapped_column(JsonText)
    build_id: Mapped[str] = mapped_column(String(40))
    data_on: Mapped[date]
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    written_by_role_code: Mapped[str] = mapped_column(String(40))
    written_by_region_codes: Mapped[tuple[str, ...]] = mapped_column(CodeList)
