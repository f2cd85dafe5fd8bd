"""Whether cost grows in proportion and memory not at all: ``tacit eval travel`` as a whole, from small to large.

Each size is a fresh process that runs the five scripted agents, scores them, writes the report and prints the scorecard.
CPU and the most memory it held are the operating system's account of it; nothing is asserted.
Run: ``python benchmarks/scale.py [scenarios ...]``; five episodes a scenario, 200 and 2,000 scenarios unless given.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

SIZES = (200, 2000)


def main() -> None:
    tacit = Path(sys.executable).with_name("tacit")
    print(f"{'episodes':>10}{'CPU seconds':>13}{'ms an episode':>15}{'most memory':>14}{'on disk':>11}")
    for n in map(int, sys.argv[1:]) if len(sys.argv) > 1 else SIZES:
        with TemporaryDirectory() as folder:
            command = [tacit, "eval", "travel", "-n", str(n), "--out", f"{folder}/run"]
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            assert process.returncode == 0, f"{command} failed"
            cpu, episodes = used.ru_utime + used.ru_stime, 5 * n
            size = (Path(folder) / "run" / "episodes.jsonl").stat().st_size
            print(
                f"{episodes:>10,}{cpu:>13.1f}{1000 * cpu / episodes:>15.2f}{used.ru_maxrss / 1024:>10.0f} MiB"
                f"{size / 1e6:>8.0f} MB",
                flush=True,
            )


if __name__ == "__main__":
    main()
