"""Reads statements, one a line, and judges each by Ralph's model of an xAPI statement.

`ralph validate` itself knows some profiles only and refuses every statement of another; this is
the model that those are built on, with everything that the standard asks of a statement.
"""

import json
import sys

from pydantic import ValidationError
from ralph.models.xapi.base.statements import BaseXapiStatement

read = wrong = 0
for number, line in enumerate(sys.stdin, 1):
    read += 1
    try:
        BaseXapiStatement(**json.loads(line))
    except (ValidationError, ValueError) as why:
        wrong += 1
        print(f"statement {number}: {why}", file=sys.stderr)
print(f"{read} read, {wrong} wrong")
sys.exit(wrong > 0)
