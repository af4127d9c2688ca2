import re
from pathlib import Path

from app.components.load_progress import STAGES
from app.components.plan_progress import STEPS

STEP = re.compile(r'run_step\(\s*"([^"]+)"', re.MULTILINE)


def test_every_step_that_the_page_waits_for_is_one_that_the_command_takes() -> None:
    said = {
        step
        for path in Path("pipelines").rglob("*.py")
        for step in STEP.findall(path.read_text(encoding="utf8"))
    }
    awaited = {step for _words, steps in STAGES for step in steps}
    assert awaited
    assert awaited <= said, "Name the steps in app/components/load_progress.py anew"
    assert set(STEPS) <= said, "Name the steps in app/components/plan_progress.py anew"
