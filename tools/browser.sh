#!/bin/sh
# What the browser tests need: axe-core from npm, Chromium. Installs what can be had, says what cannot; never fails.
cd "$(dirname "$0")/.." || exit 0
folder=tests/browser
if [ ! "$folder/node_modules/.package-lock.json" -nt "$folder/package-lock.json" ]; then
  if command -v npm >/dev/null; then
    npm ci --prefix "$folder" --no-audit --no-fund --silent || echo "npm could not fetch axe-core: its tests are skipped." >&2
  else
    echo "npm is not here: the accessibility tests (axe-core) are skipped." >&2
  fi
fi
for name in chromium chromium-browser google-chrome chrome; do
  command -v "$name" >/dev/null && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1
fi
command -v chromium >/dev/null || echo "Chromium is not here: the browser tests are skipped (apt-get install chromium)." >&2
exit 0
