"""Where figures come from and what may be done with them, in words for every medium."""

from app.charts.spec import Footer
from app.formatting import show_date
from app.messages import N_, _

TERMS = {
    "suppliers": N_(
        "May hold facts about single suppliers: secrecy is to be tried before anything "
        "is handed out"
    ),
    "aggregates": N_("May be reproduced with the source stated"),
    "statistics": N_("Licence CC0 1.0"),
    "open": N_("Open data, licence CC0 1.0"),
}


def build_source_line(footer: Footer) -> str:
    """Write source, data date, selection and build on one line."""
    day = show_date(footer.data_on)
    parts = [
        _("Source: %(source)s", source=footer.source),
        *([_("Data as of %(day)s", day=day)] if footer.data_on else []),
        footer.filters,
        _("Build %(build_id)s", build_id=footer.build_id),
        *([_("Example data")] if footer.is_example else []),
    ]
    return " \u00b7 ".join(part for part in parts if part)


def build_terms(footer: Footer) -> str:
    """Write what may be done with the figures once they have left the app."""
    words = TERMS[footer.terms_code]
    return _(words)
