"""Words for the codes of sources, tables and columns."""

from app.messages import _


def show_code(code: str) -> str:
    """Put a table's or column's code into words.

    The catalogue may know the words; a source that was added without any is shown by
    its name with blanks, so that nothing has to be edited here.
    """
    return _(code.replace("_", " ").capitalize())


def show_source(source_name: str, table_name: str) -> str:
    """Name a source, and which of its tables where that says more."""
    source, table = show_code(source_name), show_code(table_name)
    return source if source == table else f"{source}: {table}"
