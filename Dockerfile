# The site with one release of its content, ready to serve. Holds no build tools, runs as nobody in particular, and
# writes nothing: run it with a read-only file system (see compose.yaml).
#
#     docker build -t rett-dor .
#     docker run --rm --read-only -p 127.0.0.1:8000:8000 rett-dor
#
# A build that finds a problem in the content stops: an image always holds a sound release.

ARG PYTHON=3.11-slim-bookworm

FROM python:${PYTHON} AS build
WORKDIR /srv/rett-dor
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 DIRECTORY_VAR=/srv/rett-dor/var
# First what seldom changes, so that a new text does not install everything again.
COPY requirements.lock requirements-npm.lock ./
RUN python -m venv .venv && .venv/bin/python -m pip install -q --require-hashes --requirement requirements.lock
COPY package.json package-lock.json .npmrc ./
COPY tools/npm.py tools/vendor.py tools/
RUN python -m venv /tmp/npm \
    && /tmp/npm/bin/python tools/npm.py ci --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error
COPY static static
RUN .venv/bin/python tools/vendor.py && rm -rf node_modules /tmp/npm
COPY app.py pyproject.toml ./
COPY directory directory
COPY content content
COPY translations translations
RUN .venv/bin/python -m directory compile \
    && .venv/bin/python -m directory build \
    && .venv/bin/python -m compileall -q app.py directory \
    && rm -rf tools package.json package-lock.json .npmrc requirements-npm.lock

FROM python:${PYTHON}
# For sheets and booklets as PDF; the site serves everything else without them.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core \
    && rm -rf /var/lib/apt/lists/*
# The same path as above: a virtual environment knows where it lies.
COPY --from=build /srv/rett-dor /srv/rett-dor
RUN useradd --system --uid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin rett-dor
WORKDIR /srv/rett-dor
# Memory: one or two pools for all threads. PYTHONFAULTHANDLER tells where a crash was, without any value.
ENV DIRECTORY_VAR=/srv/rett-dor/var PATH=/srv/rett-dor/.venv/bin:/usr/local/bin:/usr/bin:/bin \
    PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PYTHONFAULTHANDLER=1 MALLOC_ARENA_MAX=2 OPENBLAS_NUM_THREADS=1
USER 10001
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["python", "-c", \
    "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health', timeout=4)"]
CMD ["python", "-m", "directory", "serve", "--host", "0.0.0.0", "--port", "8000"]
