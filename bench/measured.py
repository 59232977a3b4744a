"""One run of snapcheck, measured from outside: time from start to end, and the largest resident set."""

import json
import os
import subprocess
import time


def measured(command):
    """The JSON document, seconds from start to end, and the largest resident set in bytes."""
    began = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        text = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return json.loads(text), time.monotonic() - began, usage.ru_maxrss * 1024
