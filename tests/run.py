"""`make test`: run what can run here and say what was left out and how to run it.

python -m tests.run [--only browser] [--all] [pytest arguments]
"""

import os
import subprocess
import sys
import time

LEFT_OUT = {
    "browser": "make test-browser    (Debian: apt install chromium fonts-noto-cjk)",
    "services": "make test-services   (as root; PostgreSQL and RabbitMQ on the loopback)",
}


def main(arguments: list[str]) -> int:
    only = everything = None
    if arguments[:1] == ["--only"]:
        only, arguments = arguments[1], arguments[2:]
    if arguments[:1] == ["--all"]:
        everything, arguments = True, arguments[1:]
    command = [sys.executable, "-m", "pytest", "-q"]
    if only:
        command += ["-m", only]
    elif not everything:
        command += ["-m", " and ".join(f"not {name}" for name in LEFT_OUT)]
    chosen = any(not each.startswith("-") or each in ("-x", "-k") for each in arguments)
    if not chosen and not only and (os.cpu_count() or 1) > 1:
        command += ["-n", str(min(os.cpu_count() or 1, 4)), "--dist", "loadfile"]
    start = time.monotonic()
    status = subprocess.run([*command, *arguments]).returncode
    print(f"\ntests: {'passed' if status == 0 else 'FAILED'} in {time.monotonic() - start:.0f} s")
    if not only and not everything:
        for name, how in LEFT_OUT.items():
            print(f"left out: tests marked {name!r:11} {how}")
    return 1 if status == 5 and not only else status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
