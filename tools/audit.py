#!/usr/bin/env python3
"""Checks a step that GAN Workbench wrote down (`ganbench audit`) by computing it again in double precision.

From the parameters, statistics and optimiser state before the step, the batch and the noise, it computes losses,
gradients and updates with JAX and prints, for each group of tensors, the largest difference from what the workbench
computed. Needs the packages jax and numpy. Exit code: 0 where everything agrees, 1 where something does not, 2 where a
file can't be checked.
"""

import argparse
import json
import sys

from stepaudit.check import check_file
from stepaudit.problem import Problem
from stepaudit.report import as_json, as_text


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", metavar="FILE", help="a step written by ganbench audit")
    parser.add_argument(
        "--tolerance", type=float, default=2e-4, help="largest relative difference that passes (default: %(default)g)"
    )
    parser.add_argument("--json", action="store_true", help="write one JSON object a file")
    options = parser.parse_args()
    code = 0
    for name in options.files:
        try:
            report = check_file(name, options.tolerance)
        except Problem as problem:
            code = 2
            if options.json:
                print(json.dumps({"file": name, "problem": str(problem)}), flush=True)
            else:
                print(f"{name}: {problem}", file=sys.stderr)
            continue
        print(as_json(report) if options.json else as_text(report), flush=True)
        if not report.agrees:
            code = max(code, 1)
    return code


if __name__ == "__main__":
    sys.exit(main())
