#!/usr/bin/env bash
# Many small files from one process to another, over loopback: `tar` through a plain socket, and akka-p2p, in turn.
#
#   bench/small-files.sh [--files 100000] [--size 1024] [--runs 3] [--dir /tmp] [--no-build]
#
# Both receivers end with everything synced: tar's by one `sync -f` of the file system after the last file (its cheapest way to the same
# promise), ours as it always does: synced, journalled, verified by SHA-256, and renamed at the end. Prints seconds, MB/s (10^6 bytes) and
# files/s of each, and the ratio. The clock of akka-p2p runs from the order to fetch until the folder has its name; the wall time of the
# whole `get` process, with its start, stands beside it.
set -euo pipefail

files=100000 size=1024 runs=3 dir=${TMPDIR:-/tmp} build=1
while [ $# -gt 0 ]; do
  case $1 in
    --files) files=$2; shift 2 ;;
    --size) size=$2; shift 2 ;;
    --runs) runs=$2; shift 2 ;;
    --dir) dir=$2; shift 2 ;;
    --no-build) build=0; shift ;;
    *) echo "Unknown option $1." >&2; exit 2 ;;
  esac
done

root=$(cd "$(dirname "$0")/.." && pwd)
node=$root/artifacts/InTree/bin/Akka.P2P.Node/release/akka-p2p.dll
[ "$build" = 0 ] || dotnet build "$root/src/Akka.P2P.Node" -c Release -v quiet --nologo
[ -f "$node" ] || { echo "Build src/Akka.P2P.Node in Release first: $node is missing." >&2; exit 1; }

work=$(mktemp -d "$dir/akka-p2p-small-files.XXXXXX")
seeder=
finish() {
  [ -z "$seeder" ] || kill -TERM "$seeder" 2>/dev/null || true
  [ -z "$seeder" ] || wait "$seeder" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT

echo "$files files of $size bytes under $dir, $(nproc) cores; runs in turn"
python3 - "$work/source" "$files" "$size" <<'PY'
import os, random, sys
root, files, size = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
chance = random.Random(1)
for i in range(files):
    folder = f"{root}/{i // 10000:02}/{i // 100 % 100:02}"
    if i % 100 == 0:
        os.makedirs(folder, exist_ok=True)
    with open(f"{folder}/{i:06}.bin", "wb") as file:
        file.write(chance.randbytes(size))
PY
sync -f "$work"

# One TCP connection; both ends of it are handed to tar as they are, so nothing is copied in between.
tar_socket() {
  python3 - "$work/source" "$1" <<'PY'
import os, resource, socket, subprocess, sys, time
source, target = sys.argv[1], sys.argv[2]
os.mkdir(target)
began = time.monotonic()
listener = socket.create_server(("127.0.0.1", 0))
sending = socket.create_connection(listener.getsockname())
receiving, _ = listener.accept()
sender = subprocess.Popen(["tar", "-c", "-C", source, "."], stdout=sending.fileno())
receiver = subprocess.Popen(["tar", "-x", "-C", target], stdin=receiving.fileno())
sending.close()
receiving.close()
assert sender.wait() == 0 and receiver.wait() == 0
moved = time.monotonic()
subprocess.run(["sync", "-f", target], check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(f"{time.monotonic() - began:.3f} {moved - began:.3f} {used.ru_utime:.1f}+{used.ru_stime:.1f}")
PY
}

line() { # name seconds note
  awk -v n="$1" -v s="$2" -v f="$files" -v b="$size" -v note="$3" \
    'BEGIN { printf "  %-22s %8.2f s %8.1f MB/s %8.0f files/s  %s\n", n, s, f * b / 1e6 / s, f / s, note }'
}

began=$(date +%s.%N)
dotnet "$node" share "$work/source" --bind 127.0.0.1:0 --json >"$work/share.json" 2>"$work/share.err" &
seeder=$!
until magnet=$(grep -s -m1 '"event":"sharing"' "$work/share.json" | python3 -c 'import json, sys; print(json.loads(sys.stdin.readline())["magnet"])' 2>/dev/null); do
  kill -0 "$seeder" 2>/dev/null || { cat "$work/share.err" >&2; exit 1; }
  sleep 0.1
done
awk -v a="$began" -v b="$(date +%s.%N)" 'BEGIN { printf "shared (hashed and published) in %.2f s\n", b - a }'

cpu() { awk '{ print ($14 + $15) / 100 }' "/proc/$1/stat"; }
tars=() ours=()

run_tar() {
  read -r total unsynced used < <(tar_socket "$work/tar$1")
  diff -r "$work/source" "$work/tar$1" >/dev/null
  line "tar, socket, sync -f" "$total" "run $1; $unsynced s before the sync; processor: $used s (user + system)"
  tars+=("$total")
}

run_ours() {
  before=$(cpu "$seeder")
  began=$(date +%s.%N)
  TIMEFORMAT='%U + %S'
  { time dotnet "$node" get "$magnet" --to "$work/got$1" --bind 127.0.0.1:0 --json >"$work/get.json" 2>"$work/get.err"; } 2>"$work/get.time"
  ended=$(date +%s.%N)
  seconds=$(grep '"event":"done"' "$work/get.json" | python3 -c 'import json, sys; print(json.loads(sys.stdin.readline())["seconds"])')
  diff -r "$work/source" "$work/got$1/source" >/dev/null
  wall=$(awk -v a="$began" -v b="$ended" 'BEGIN { printf "%.2f", b - a }')
  seeding=$(awk -v a="$before" -v b="$(cpu "$seeder")" 'BEGIN { printf "%.1f", b - a }')
  line "akka-p2p share + get" "$seconds" "run $1; $wall s for the whole get process; processor: seeder $seeding s, get $(cat "$work/get.time") s (user + system)"
  ours+=("$seconds")
}

# Nothing is deleted before the end: for some minutes ext4 looks at every inode that was freed before it takes another one, so whoever
# writes after a deletion pays for it, many times what its own files cost.
for run in $(seq "$runs"); do
  sync -f "$work"
  if [ $((run % 2)) = 1 ]; then
    run_tar "$run"
    sync -f "$work"
    run_ours "$run"
  else
    run_ours "$run"
    sync -f "$work"
    run_tar "$run"
  fi
done

python3 - "${tars[*]}" "${ours[*]}" <<'PY'
import statistics, sys
tar, ours = (statistics.median(map(float, a.split())) for a in sys.argv[1:])
print(f"medians: tar {tar:.2f} s, akka-p2p {ours:.2f} s; akka-p2p moves at {tar / ours:.2f} x the rate of tar")
PY
