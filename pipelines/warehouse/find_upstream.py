"""Find what a key figure is made from, in dbt's own lineage."""


def find_ancestors(node: str, parents: dict[str, list[str]]) -> set[str]:
    """Find every node that a node is made from, however far away."""
    found: set[str] = set()
    waiting = [node]
    while waiting:
        for parent in parents[waiting.pop()]:
            if parent not in found:
                found.add(parent)
                waiting.append(parent)
    return found


def build_kpi_id(node: str) -> str:
    """Build the KPI id of the model that makes it: KPI-112-08, or BEY-14."""
    return find_stem(node).upper().replace("_", "-").replace("KPI-BEY", "BEY")


def find_stem(node: str) -> str:
    """Find the name of a node in dbt's long id of it."""
    return node.rsplit(".", 1)[-1]
