# One image for web, worker, beat and commands. The embedded services stay out of it.
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    VAR_DIR=/var/lib/privacyhub \
    STATIC_ROOT=/app/staticfiles

WORKDIR /app
COPY requirements/base.txt requirements/base.txt
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements/base.txt

COPY . .
# Neither command opens a database, so neither needs a secret.
RUN python manage.py compilepo && python manage.py collectstatic --no-input --verbosity 0

RUN useradd --system --uid 10001 --home-dir "$VAR_DIR" --create-home privacyhub && chmod 700 "$VAR_DIR"
USER privacyhub
VOLUME /var/lib/privacyhub
EXPOSE 8000

CMD ["gunicorn", "privacyhub.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", \
     "--preload", "--workers", "2", "--threads", "4", "--worker-tmp-dir", "/dev/shm"]
