#!/usr/bin/env bash
# Runs docker-compose.yml without Docker: one network namespace, one file system and one user for each service, a bridge between them, the
# same commands, environment, mounts, addresses, order, health checks and stop signals, all read from that file.
#   docker/run-in-namespaces.sh [--app FOLDER] [--size MIB] [--keep]
# --app    the built program. Default: the build output of src/Akka.P2P.Node, which must be there (dotnet build src/Akka.P2P.Node -c Release).
# --size   MiB of the file that is moved beside the sample of input/. Default: 64.
# --keep   leaves the folder with what the services wrote.
# Needs Linux, root, and iproute2 and util-linux. Nothing of the host's network is touched: the bridge is in a namespace, too.
# Exit codes: 0 all is well, 1 a check failed, 2 wrong usage, 77 this machine can't do it (it says what is missing).
# The last line counts: "containers: N passed, M failed".
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
app=$here/../artifacts/InTree/bin/Akka.P2P.Node/release
size=64 keep=no
while [ $# -gt 0 ]; do
    case "$1" in
        --app) app=${2:?a folder}; shift 2 ;;
        --size) size=${2:?a number of MiB}; shift 2 ;;
        --keep) keep=yes; shift ;;
        *) sed -n '2,11s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 2 ;;
    esac
done

# --- what this machine must have
cannot() { echo "This machine can't run it: $*"; exit 77; }
[ "$(uname -s)" = Linux ] || cannot 'network namespaces are Linux only'
[ "$(id -u)" = 0 ] || cannot 'root is needed to make network namespaces (sudo docker/run-in-namespaces.sh)'
for tool in ip awk unshare nsenter setpriv chroot sha256sum dotnet; do
    command -v "$tool" >/dev/null || cannot "'$tool' is missing (iproute2 has ip; util-linux has unshare, nsenter and setpriv; coreutils the rest)"
done
[ -f "$app/akka-p2p.dll" ] || { echo "No akka-p2p.dll in $app: dotnet build src/Akka.P2P.Node -c Release"; exit 2; }

work=$(mktemp -d "${TMPDIR:-/tmp}/akka-p2p-namespaces.XXXXXX")
id=p2p$$
passed=0 failed=0
declare -A compose pid
started=()

# --- the compose file
plain=$(awk -f "$here/read-compose.awk" "$here/docker-compose.yml") || { echo 'docker-compose.yml is not plain enough.'; rm -rf "$work"; exit 1; }
while IFS= read -r line; do compose[${line%%=*}]=${line#*=}; done <<<"$plain"
# ${NAME:-default} is the one form of substitution that the file uses.
value() {
    local text=${compose[$1]-} name
    if [[ $text =~ ^\$\{([A-Z0-9_]+):-(.*)\}$ ]]; then name=${BASH_REMATCH[1]}; text=${!name:-${BASH_REMATCH[2]}}; fi
    printf %s "$text"
}
list() { local i; for ((i = 0; ; i++)); do [ -n "${compose[$1.$i]+x}" ] || break; value "$1.$i"; echo; done; }
keys() { awk -F= -v p="$1." 'index($1, p) == 1 { k = substr($1, length(p) + 1); sub(/\..*/, "", k); if (!seen[k]++) print k }' <<<"$plain"; }
seconds() { [[ $1 =~ ^([0-9]+)s$ ]] && echo "${BASH_REMATCH[1]}" || { echo "not a number of seconds: $1" >&2; echo 0; }; }
address() { value "services.$1.networks.$network.ipv4_address"; }
port() { local p; p=$(value "services.$1.ports.0"); echo "${p##*:}"; }
network=$(keys networks)
subnet=$(value "networks.$network.ipam.config.0.subnet")
mapfile -t services < <(keys services)

# --- checks and cleaning up
ok() { passed=$((passed + 1)); printf 'ok    %s\n' "$*"; }
bad() { failed=$((failed + 1)); printf 'FAIL  %s\n' "$*"; }
check() { local what=$1; shift; if "$@"; then ok "$what"; else bad "$what"; fi; }
clean() {
    local service
    for service in "${!pid[@]}"; do kill -KILL "${pid[$service]}" 2>/dev/null; done
    for service in "${services[@]}" net; do ip netns del "$id-$service" 2>/dev/null; done
    if [ "$keep" = yes ]; then echo "Kept: $work"; else rm -rf "$work"; fi
}
finish() { clean; echo "containers: $passed passed, $failed failed"; [ "$failed" -eq 0 ]; exit $?; }
logs() { local service; for service in "${services[@]}"; do printf -- '--- %s\n' "$service"; tail -n 25 "$work/$service.log" 2>/dev/null; done; }
trap 'trap - EXIT; clean' EXIT
# The first signal is enough: timeout sends it twice, and a second exit would cut the cleaning short.
trap 'trap "" TERM INT; exit 143' TERM
trap 'trap "" TERM INT; exit 130' INT

# --- the image, as the Dockerfile makes it
mkdir -p "$work"/image/{files,output,state} "$work/volumes" "$work/project"
chmod 755 "$work"
cp -r "$app" "$work/image/bin"
cp -r "$here/../hocon" "$work/image/hocon"
chmod -R a+rX "$work/image"
chmod 1777 "$work"/image/{output,state}
dotnet_root=$(dirname "$(readlink -f "$(command -v dotnet)")")

# --- the network
ip netns add "$id-net" 2>"$work/error" || cannot "network namespaces are refused here: $(cat "$work/error")"
{ ip -n "$id-net" link add "$network" type bridge && ip -n "$id-net" link set "$network" up; } 2>"$work/error" || cannot "no bridge can be made here: $(cat "$work/error")"
plug() { # service: its namespace, with eth0 at its address
    local ns=$id-$1 veth
    veth=v$(printf %s "$1" | cksum | cut -d' ' -f1)
    ip netns add "$ns" && ip -n "$ns" link set lo up &&
        ip -n "$id-net" link add "$veth" type veth peer name eth0 netns "$ns" &&
        ip -n "$id-net" link set "$veth" master "$network" up &&
        ip -n "$ns" addr add "$(address "$1")/${subnet#*/}" dev eth0 && ip -n "$ns" link set eth0 up
}

# --- a service
own() { value "services.$1.user"; }
volume() { # the folder on this machine behind one volume's source
    case "$1" in
        ./*) echo "$work/project/${1#./}" ;;
        *) echo "$work/volumes/$1" ;;
    esac
}
environment() { # NAME=VALUE lines: the image's, then the service's
    sed -n 's/^ENV //p' "$here/Dockerfile"
    echo DOTNET_ROOT=/dotnet
    local name
    while IFS= read -r name; do printf '%s=%s\n' "$name" "$(value "services.$1.environment.$name")"; done < <(keys "services.$1.environment")
}
# Inside its namespaces: a root of read-only pieces of this machine, the image at /app, the volumes, and then the program in this very process.
inside() {
    local service=$1 root=$work/root entry user line source target mode
    shift
    mkdir -p "$root"
    mount -t tmpfs -o mode=755 tmpfs "$root"
    for entry in /usr /bin /sbin /lib /lib64 /etc; do
        if [ -L "$entry" ]; then cp -P "$entry" "$root$entry"
        elif [ -d "$entry" ]; then mkdir "$root$entry"; mount --bind "$entry" "$root$entry"; mount -o remount,bind,ro "$root$entry"; fi
    done
    for entry in /proc /sys /dev; do mkdir "$root$entry"; mount --rbind "$entry" "$root$entry"; done
    mkdir "$root/app" "$root/dotnet"
    mount --bind "$dotnet_root" "$root/dotnet"
    mount --bind "$work/image" "$root/app"
    [ "$(value "services.$service.read_only")" != true ] || mount -o remount,bind,ro "$root/app"
    while IFS=: read -r source target mode; do
        mount --bind "$(volume "$source")" "$root$target"
        [ "$mode" != ro ] || mount -o remount,bind,ro "$root$target"
    done < <(list "services.$service.volumes")
    while IFS= read -r target; do mkdir -p "$root$target"; mount -t tmpfs -o mode=1777 tmpfs "$root$target"; done < <(list "services.$service.tmpfs")
    mount -o remount,ro "$root"
    user=$(own "$service")
    mapfile -t line < <(environment "$service")
    exec chroot "$root" /usr/bin/env -C /app -i "${line[@]}" \
        setpriv --reuid "${user%:*}" --regid "${user#*:}" --clear-groups --bounding-set -all --inh-caps -all --no-new-privs /app/bin/akka-p2p "$@"
}
start() {
    local service=$1 command
    mapfile -t command < <(list "services.$service.command")
    : >>"$work/$service.log"
    # Everything between here and akka-p2p is an exec, so this job's process is the node itself.
    export -f inside value list keys own volume environment
    COMPOSE=$plain work=$work here=$here dotnet_root=$dotnet_root ip netns exec "$id-$service" unshare --mount --propagation private bash -c '
        declare -A compose; plain=$COMPOSE
        while IFS= read -r line; do compose[${line%%=*}]=${line#*=}; done <<<"$plain"
        inside "$@"' inside "$service" "${command[@]}" </dev/null >>"$work/$service.log" 2>&1 &
    pid[$service]=$!
    started+=("$service")
}
run_in() { # service command...: as docker exec does
    local service=$1 user line
    shift
    user=$(own "$service")
    mapfile -t line < <(environment "$service")
    nsenter --target "${pid[$service]}" --net --mount --root --wdns=/app /usr/bin/env -i "${line[@]}" \
        setpriv --reuid "${user%:*}" --regid "${user#*:}" --clear-groups --no-new-privs "$@"
}
healthy() {
    local service=$1 test
    mapfile -t test < <(list "services.$service.healthcheck.test" | tail -n +2)
    run_in "$service" timeout "$(seconds "$(value "services.$service.healthcheck.timeout")")" "${test[@]}" >>"$work/health.log" 2>&1
}
becomes_healthy() {
    local service=$1 limit
    limit=$((SECONDS + $(seconds "$(value "services.$service.healthcheck.start_period")")))
    until healthy "$service"; do
        kill -0 "${pid[$service]}" 2>/dev/null && [ "$SECONDS" -lt "$limit" ] || return 1
        sleep 0.2
    done
}
stop() { # SIGTERM, and 0 within the grace period
    local service=$1 limit code
    limit=$((SECONDS + $(seconds "$(value "services.$service.stop_grace_period")")))
    kill -TERM "${pid[$service]}"
    while kill -0 "${pid[$service]}" 2>/dev/null && [ "$SECONDS" -lt "$limit" ]; do sleep 0.1; done
    kill -KILL "${pid[$service]}" 2>/dev/null
    wait "${pid[$service]}"
    code=$?
    unset "pid[$service]"
    check "$service ends on SIGTERM with exit code 0 (was $code)" [ "$code" -eq 0 ]
}
ready_to_start() {
    local dependency
    while IFS= read -r dependency; do
        [ "$(value "services.$1.depends_on.$dependency.condition")" = service_healthy ] && [ -n "${up[$dependency]-}" ] || return 1
    done < <(keys "services.$1.depends_on")
}
same() { [ -f "$2" ] && [ "$(sha256sum <"$1")" = "$(sha256sum <"$2")" ]; }
arrives() { # original copy: the final name only ever holds what is verified
    local limit=$((SECONDS + 30))
    until [ -f "$2" ]; do [ "$SECONDS" -lt "$limit" ] || return 1; sleep 0.1; done
    same "$1" "$2"
}

# --- folders, with their owner, and what is to be shared
while IFS= read -r path; do
    folder=$(volume "${path%%:*}")
    mkdir -p "$folder"
    chmod 755 "$folder"
done < <(for service in "${services[@]}"; do list "services.$service.volumes"; done)
cp "$here"/input/* "$work/project/input/"
head -c "$((size << 20))" /dev/urandom >"$work/project/input/big.bin"
for service in "${services[@]}"; do
    while IFS=: read -r source target _; do
        case "$source" in
            # A new volume takes over what the image has there, rights included; a bind mount belongs to whom it belongs.
            ./*) chown -R "$(own "$service")" "$(volume "$source")" ;;
            *) chmod "$(stat -c %a "$work/image/${target#/app/}")" "$(volume "$source")" ;;
        esac
    done < <(list "services.$service.volumes")
done

# --- up
declare -A up
waiting=("${services[@]}")
while [ "${#waiting[@]}" -gt 0 ]; do
    rest=() wave=()
    for service in "${waiting[@]}"; do if ready_to_start "$service"; then wave+=("$service"); else rest+=("$service"); fi; done
    [ "${#wave[@]}" -gt 0 ] || { bad "nothing that ${rest[*]} depend on is healthy"; logs; finish; }
    for service in "${wave[@]}"; do plug "$service" || { bad "$service has no network"; finish; }; start "$service"; done
    for service in "${wave[@]}"; do
        becomes_healthy "$service" || { bad "$service at $(address "$service"):$(port "$service") becomes healthy"; logs; finish; }
        up[$service]=yes
        ok "$service is healthy at $(address "$service"):$(port "$service"), as user $(stat -c %u "/proc/${pid[$service]}") in $(ip netns identify "${pid[$service]}")"
    done
    waiting=(${rest[@]+"${rest[@]}"})
done

# --- the files arrive at both leechers, in a folder each
for leecher in leecher1 leecher2; do
    for original in "$work"/project/input/*; do
        check "$leecher has ${original##*/}, identical" arrives "$original" "$work/project/output/$leecher/${original##*/}"
    done
done
grep -h -A3 'big.bin verified' "$work"/leecher?.log

# --- the tracker is made anew: its volume still has the catalogue, and the others come back to it
stop tracker
start tracker
check 'the tracker is healthy again' becomes_healthy tracker
list_says() { grep -q "$1" <(run_in leecher1 /app/bin/akka-p2p list --tracker "$(address tracker):$(port tracker)" 2>&1); }
check 'its catalogue survived on its volume' list_says 'big.bin$'
limit=$((SECONDS + 30))
until list_says '3 seeding .* big.bin$' || [ "$SECONDS" -ge "$limit" ]; do sleep 0.2; done
check 'all three peers have come back to it as seeders' list_says '3 seeding .* big.bin$'

# --- leecher2 begins anew without the seeder: every byte is leecher1's
stop seeder
stop leecher2
rm -rf "$work/project/output/leecher2"/{*,.state}
: >"$work/leecher2.log"
start leecher2
check 'leecher2 is healthy again' becomes_healthy leecher2
check 'leecher2 has big.bin again, identical, while the seeder is stopped' arrives "$work/project/input/big.bin" "$work/project/output/leecher2/big.bin"
# The file has its name a moment before the lines that tell of it are written.
tells_of_source() { # log ADDRESS:PORT
    local limit=$((SECONDS + 10))
    until grep -q "100.0 %.*from $2" <(grep -A3 'big.bin verified' "$1"); do [ "$SECONDS" -lt "$limit" ] || return 1; sleep 0.1; done
}
check "it came from leecher1 at $(address leecher1)" tells_of_source "$work/leecher2.log" "$(address leecher1):$(port leecher1)"

# --- down, the last one first
for service in leecher2 leecher1 tracker; do stop "$service"; done
[ "$failed" -eq 0 ] || logs
finish
