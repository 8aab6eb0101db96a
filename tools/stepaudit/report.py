"""A check's outcome, for people and for scripts."""

import json

from .check import Difference, Report


def as_json(report: Report) -> str:
    """One object a line."""
    groups = {
        group: {"tensor": difference.name, "difference": difference.size, "beyond": difference.beyond}
        for group, difference in report.groups.items()
    }
    return json.dumps({"file": report.file.name, "agrees": report.agrees, "groups": groups}, allow_nan=True)


def _mark(difference: Difference, tolerance: float) -> str:
    if difference.beyond > tolerance:
        return "  ← above the tolerance"
    return "  (rounding of small numbers)" if difference.size > tolerance else ""


def as_text(report: Report) -> str:
    """A table of the largest difference in each group, and what it means."""
    metadata = report.file.metadata
    lines = [f"{report.file.name}: step {report.file.step} of “{report.file.recipe['name']}”, {metadata.get('engine')}"]
    width = max(len(group) for group in report.groups)
    for group, difference in report.groups.items():
        mark = _mark(difference, report.tolerance)
        lines.append(f"  {group.ljust(width)}  {difference.size:8.1e}  {difference.name}{mark}")
    lines += [f"  {name}: not decided by one step, not checked" for name in report.unchecked]
    verdict = "agrees" if report.agrees else "DOES NOT AGREE"
    lines.append(f"  {verdict} with double precision (tolerance {report.tolerance:g}, relative)")
    return "\n".join(lines)
