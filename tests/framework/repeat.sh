#!/usr/bin/env bash
# Runs every suite of the framework again and again: tests/framework/repeat.sh [--times 20] [--limit 60] [--akka InTree|NuGet] [suite ...]
# Each suite must pass every time and take at most --limit seconds (0: any time, on a machine that has other work). During its last
# run one core is kept busy by a loop of this script. The last lines are the summary: a suite, its runs, its shortest and longest time.
set -euo pipefail
cd "$(dirname "$0")/../.."
times=20 limit=60 flavor=InTree suites=()
while (($#)); do
  case $1 in
    --times) times=$2; shift 2 ;;
    --limit) limit=$2; shift 2 ;;
    --akka) flavor=$2; shift 2 ;;
    -*) echo "unknown option $1" >&2; exit 2 ;;
    *) suites+=("$1"); shift ;;
  esac
done
((${#suites[@]})) || mapfile -t suites < <(cd tests/framework && ls -d -- *.Tests)

busy=
trap '[ -z "$busy" ] || kill "$busy" 2> /dev/null || true' EXIT
logs=artifacts/$flavor/repeat
mkdir -p "$logs"
for suite in "${suites[@]}"; do
  dotnet build "tests/framework/$suite/$suite.csproj" -c Release -v:q --nologo -clp:ErrorsOnly "-p:AkkaFlavor=$flavor"
done

summary=() failed=0
for suite in "${suites[@]}"; do
  shortest= longest=0 passed=0
  for ((run = 1; run <= times; run++)); do
    if ((run == times)); then
      (while :; do :; done) &
      busy=$!
    fi
    log=$logs/$suite.$run.log
    began=$(date +%s%N)
    outcome=passed
    dotnet test "tests/framework/$suite/$suite.csproj" -c Release --no-build --nologo "-p:AkkaFlavor=$flavor" > "$log" 2>&1 || outcome=FAILED
    took=$((($(date +%s%N) - began) / 1000000))
    if [ -n "$busy" ]; then
      kill "$busy" && wait "$busy" 2> /dev/null || true
      busy=
    fi
    ((limit == 0 || took <= limit * 1000)) || outcome="TOOK LONGER than $limit s, $outcome"
    echo "$suite $run/$times: $outcome in $took ms$( ((run < times)) || echo ', one core busy')"
    if [ "$outcome" != passed ]; then
      failed=1
      echo "  see $log"
      continue
    fi
    passed=$((passed + 1))
    [ -n "$shortest" ] && ((took >= shortest)) || shortest=$took
    ((took <= longest)) || longest=$took
  done
  summary+=("$suite: $passed of $times passed, ${shortest:-none} to $longest ms")
done

printf '%s\n' "${summary[@]}"
exit $failed
