"""gunicorn in the container: two processes of four threads a core, replaced now and then."""

import os

bind = "0.0.0.0:8000"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "gthread"
worker_tmp_dir = "/dev/shm"  # noqa: S108  (memory: a slow disk must not look like a hung worker)
max_requests, max_requests_jitter = 5000, 500
timeout, graceful_timeout, keepalive = 60, 30, 30
forwarded_allow_ips = "*"  # reached through the proxy's network only
accesslog = "-"
control_socket_disable = True


def post_worker_init(worker):
    """The first search of a process need not wait for the segmenter."""
    from docking import warm

    warm.soon()
