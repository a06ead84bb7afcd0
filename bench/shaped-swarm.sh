#!/usr/bin/env bash
# A swarm of real processes over shaped links, ours and libtorrent's in turn: see shaped-swarm/main.py --help. Linux, root, iproute2, python3;
# for the rival Debian's python3-libtorrent.
set -euo pipefail
cd "$(dirname "$0")/.."
[ "${1:-}" = --no-build ] && shift || dotnet build src/Akka.P2P.Node -c Release -v quiet --nologo
exec python3 bench/shaped-swarm/main.py "$@"
