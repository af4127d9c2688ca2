"""How values are kept where the two databases would keep them differently."""

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Text, TypeDecorator
from sqlalchemy.engine import Dialect


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC, on SQLite as well, which forgets time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Give the time zone back."""
        if value is None or dialect.name == "sqlite":
            return value and value.replace(tzinfo=UTC)
        return value.astimezone(UTC)


class JsonText(TypeDecorator[dict[str, Any]]):
    """JSON kept as text, readable by any tool and alike in both databases."""

    impl = Text
    cache_ok = True

    def process_bind_param(
        self,
        value: dict[str, Any] | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> str | None:
        """Write a value out, keys in order."""
        if value is None:
            return None
        return json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False)

    def process_result_value(
        self,
        value: str | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> dict[str, Any] | None:
        """Read it back."""
        return None if value is None else json.loads(value)


class CodeList(TypeDecorator[tuple[str, ...]]):
    """Codes kept as a JSON list."""

    impl = Text
    cache_ok = True

    def process_bind_param(
        self,
        value: tuple[str, ...] | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> str | None:
        """Write the codes out, in order."""
        return json.dumps(sorted(value or ()))

    def process_result_value(
        self,
        value: str | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> tuple[str, ...] | None:
        """Read them back."""
        return tuple(json.loads(value or "[]"))
