# One image for web, worker and beat: python:3.11 slim, pinned; packages checked by hash; runs as a user without rights.
FROM python:3.11.14-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /venv
COPY requirements.txt /src/
RUN /venv/bin/pip install --require-hashes -r /src/requirements.txt

FROM python:3.11.14-slim-bookworm
ENV PATH=/venv/bin:$PATH PYTHONPATH=/app:/app/platform PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=docking.settings.production VAR_DIR=/var/docking
RUN groupadd --system --gid 10001 docking \
 && useradd --system --uid 10001 --gid docking --home-dir /var/docking --shell /usr/sbin/nologin docking \
 && install -d -o docking -g docking /var/docking /var/docking/media /var/docking/static /var/docking/index
COPY --from=build /venv /venv
WORKDIR /app
COPY manage.py ./
COPY platform platform
COPY cms cms
COPY search search
COPY matching matching
COPY deploy/start deploy/gunicorn.py deploy/
# Compiled catalogues and hashed static files belong to the image; the secrets are made up here and gone afterwards.
RUN python -m compileall -q platform cms search matching \
 && python -m docking.catalogues \
 && env DJANGO_SETTINGS_MODULE=docking.settings.collect python manage.py collectstatic --noinput -v 0 \
 && chown -R docking:docking /var/docking
USER 10001:10001
EXPOSE 8000
VOLUME ["/var/docking/media"]
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["python", "/app/deploy/start", "healthy"]
ENTRYPOINT ["python", "/app/deploy/start"]
CMD ["web"]
