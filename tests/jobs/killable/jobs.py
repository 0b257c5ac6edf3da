import os
import time
from datetime import timedelta

from jobs import handler


@handler("test.kill", title="work that is killed", lease=timedelta(seconds=3), attempts=20)
def note(job):
    time.sleep(0.03)
    line = f"{job.key}\n".encode()
    out = os.open(os.environ["KILL_NOTES"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(out, line)
    os.close(out)
