# The portal for the full stand: one image for web, worker, beat and the migration.
FROM python:3.13-slim-bookworm AS packages
WORKDIR /app
COPY requirements.txt .
RUN python -m venv /app/.venv && /app/.venv/bin/pip install --no-cache-dir --require-hashes --no-deps -r requirements.txt

FROM python:3.13-slim-bookworm
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /app pio \
 && install -d -o pio /data
WORKDIR /app
COPY --from=packages /app/.venv /app/.venv
COPY . .
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=pio_portal.settings PIO_DATA_DIR=/data PORT=8000
# The hashed static files are part of the image: every web process serves the same ones.
RUN PIO_DEMO=1 PIO_DATA_DIR=/app/built python manage.py collectstatic --noinput --verbosity 0
ENV STATIC_ROOT=/app/built/static
USER pio
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/status/live/', timeout=2)"]
CMD ["python", "-m", "granian", "pio_portal.asgi:application", "--interface", "asginl", "--host", "0.0.0.0", \
     "--port", "8000", "--workers", "2", "--backlog", "4096", "--backpressure", "2048", "--access-log", \
     "--respawn-failed-workers"]
