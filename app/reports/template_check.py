"""Check a template of one's own in a process that a hostile file can take down.

page ─bytes→ python -m app.reports.template_check KIND LANGUAGE ─JSON→ page
"""

import json
import resource
import subprocess
import sys
from dataclasses import dataclass

from app.errors import TemplateRefused
from app.messages import _, language, load_language
from app.reports.own_template import build_refusal, check_template
from app.settings import ROOT

LONGEST_SECONDS = 60
MOST_MEMORY_BYTES = 2 * 2**30


@dataclass(frozen=True)
class Checked:
    """What a check found and what lacks; `refusal` says why it went no further."""

    found: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    refusal: str = ""


def run_template_check(content: bytes, kind: str) -> Checked:
    """Check a file in a process of its own, within limits of time and memory.

    Args:
        content: The file as it was sent.
        kind: pptx or docx.

    Returns:
        Sentences in the language of this run.
    """
    try:
        ended = subprocess.run(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", "app.reports.template_check", kind, language()],
            cwd=ROOT,
            input=content,
            capture_output=True,
            timeout=LONGEST_SECONDS,
            check=True,
        )
        told = json.loads(ended.stdout)
    except (subprocess.SubprocessError, ValueError):
        return Checked(
            refusal=_("The file took too much time or memory to read, or is broken.")
        )
    return Checked(tuple(told["found"]), tuple(told["missing"]), told["refusal"])


def main() -> None:
    """Read a file from the standard input and print what the check says of it."""
    limit = (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES)
    resource.setrlimit(resource.RLIMIT_AS, limit)
    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST_SECONDS, LONGEST_SECONDS))
    kind, language_code = sys.argv[1:]
    load_language(language_code)
    told = {"found": [], "missing": [], "refusal": ""}
    try:
        check = check_template(sys.stdin.buffer.read(), kind)
        told |= {"found": list(check.found), "missing": list(check.missing)}
    except TemplateRefused as reason:
        told["refusal"] = build_refusal(reason.reason_code)
    print(json.dumps(told))  # noqa: T201 - the answer


if __name__ == "__main__":
    main()
