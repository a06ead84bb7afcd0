#!/usr/bin/env bash
# A swarm against the bound, in virtual time: every scene with every seed, as a table; each play is checked by an onlooker that recomputes it
# from its trace.
#
#   bench/simulate.sh [--seeds "1 2 3"] [--only NAME] [--no-check] [--no-build]
#
# Scenes: ten, hundred, thousand (10 GiB over equal links of 1 Gb/s, one seeder), mixed (100 peers, sources of 0.1 to 1 Gb/s, 30 % leave, 10 % lie,
# 20 % come late), crowd (10,000 peers, 1 GiB in chunks of 4 MiB), sequential and show-all (ten peers, 1 GiB, beside plain). Ratios are to
# max{F/u_s, F/d_min, N*F/(u_s+sum u_i)}. The last columns are seconds and memory of the play itself. "crowd" is played once, and not checked:
# its trace has millions of lines.
set -euo pipefail

seeds="1 2 3" only="" check=1 build=1
while [ $# -gt 0 ]; do
  case $1 in
    --seeds) seeds=$2; shift 2 ;;
    --only) only=$2; shift 2 ;;
    --no-check) check=0; shift ;;
    --no-build) build=0; shift ;;
    *) echo "Unknown option $1." >&2; exit 2 ;;
  esac
done

root=$(cd "$(dirname "$0")/.." && pwd)
node=$root/artifacts/InTree/bin/Akka.P2P.Node/release/akka-p2p.dll
checker=$root/artifacts/InTree/bin/Akka.P2P.TraceCheck/release/Akka.P2P.TraceCheck.dll
if [ "$build" = 1 ]; then
  dotnet build "$root/src/Akka.P2P.Node" -c Release -v quiet --nologo
  dotnet build "$root/tests/Akka.P2P.TraceCheck" -c Release -v quiet --nologo
fi
for built in "$node" "$checker"; do
  [ -f "$built" ] || { echo "Build it in Release first: $built is missing." >&2; exit 1; }
done
work=$(mktemp -d "${TMPDIR:-/tmp}/akka-p2p-simulate.XXXXXX")
trap 'rm -rf "$work"' EXIT

printf '%-11s %5s  %6s %6s %6s  %7s %6s %6s  %6s %8s %6s  %s\n' scene seed p50 p99 max copies twice waste bound seconds MiB trace
failed=0

# NAME CHECKED SEEDS OPTIONS...
play() {
  local name=$1 checked=$2 of=$3 seed trace=() verdict
  shift 3
  [ -z "$only" ] || [ "$only" = "$name" ] || return 0
  for seed in $of; do
    [ "$check$checked" = 11 ] && trace=(--trace "$work/trace") || trace=()
    if ! /usr/bin/env time -f '%e %M' -o "$work/cost" dotnet "$node" simulate "$@" --seed "$seed" "${trace[@]}" --json > "$work/out" 2> "$work/err"; then
      echo "$name, seed $seed: $(tail -1 "$work/err")"
      failed=1
      continue
    fi
    verdict=-
    if [ ${#trace[@]} -gt 0 ]; then
      if dotnet "$checker" "$work/trace" > /dev/null 2> "$work/problems"; then verdict=holds; else verdict=WRONG; failed=1; fi
    fi
    python3 - "$name" "$seed" "$work/out" "$work/cost" "$verdict" <<'EOF'
import json, sys
name, seed, out, cost, verdict = sys.argv[1:]
r = json.loads([line for line in open(out) if line.strip()][-1])
seconds, kib = open(cost).read().split()[-2:]
print(f"{name:11} {seed:>5}  {r['p50_ratio']:6.3f} {r['p99_ratio']:6.3f} {r['max_ratio']:6.3f}  {r['first_seeder_copies']:7.3f} "
      f"{100 * r['duplicates']:5.2f}% {100 * r['waste']:5.2f}%  {r['bound_seconds']:6.1f} {float(seconds):8.1f} {int(kib) // 1024:6}  {verdict}")
EOF
  done
}

equal=(--size 10GiB --up 1Gbit --down 1Gbit)
small=(--peers 10 --size 1GiB --chunk 4MiB --up 1Gbit --down 1Gbit)
play ten 1 "$seeds" "${equal[@]}" --peers 10
play hundred 1 "$seeds" "${equal[@]}" --peers 100
play mixed 1 "$seeds" --size 10GiB --peers 100 --up 100Mbit..1Gbit --down 1Gbit --churn 30% --liars 10% --late 20%
play plain 1 "$seeds" "${small[@]}"
play sequential 1 "$seeds" "${small[@]}" --sequential
play show-all 1 "$seeds" "${small[@]}" --show-all
play thousand 1 "$seeds" "${equal[@]}" --peers 1000
play crowd 0 1 --size 1GiB --chunk 4MiB --up 1Gbit --down 1Gbit --peers 10000
exit $failed
