#!/usr/bin/env bash
# Four real nodes from hocon/, driven by pbm alone: share on one, get on two others, look, pause, recheck, ping, say something to all, send a
# file, drain, stop. Each step is checked by its exit code and its JSON. Free ports, a folder of its own, no leftovers. The last line: "consoles: N passed, M failed".
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
bin=artifacts/${AKKA_FLAVOR:-InTree}/bin
node=$bin/Akka.P2P.Node/release/akka-p2p.dll pbm=$bin/Akka.P2P.Pbm/release/pbm.dll
for needed in "$node" "$pbm"; do
    [ -f "$needed" ] || { echo "$needed is not built"; echo 'consoles: 0 passed, 1 failed'; exit 1; }
done
folder=$(mktemp -d) passed=0 failed=0
declare -A pid console at
end() {
    for name in "${!pid[@]}"; do kill "${pid[$name]}" 2>/dev/null; done
    wait 2>/dev/null
    rm -rf "$folder"
}
trap end EXIT

# ask NODE WORDS...: one command to that node's console
ask() { local name=$1; shift; timeout 30 dotnet "$pbm" "${console[$name]}" "$@" 2>&1; }
# field NAME < JSON: the first value of that name
field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" | head -n 1; }
pass() { passed=$((passed + 1)); printf 'ok    %s\n' "$1"; }
fail() { failed=$((failed + 1)); printf 'FAIL  %s\n%s\n' "$1" "$2"; }
# step WHAT CODE PATTERN NODE WORDS...: the command must end so, and say so
step() {
    local what=$1 code=$2 pattern=$3 got; shift 3
    answer=$(ask "$@"); got=$?
    if [ "$got" = "$code" ] && grep -Eq -- "$pattern" <<<"$answer"; then pass "$what"; else fail "$what" "exit code $got, not $code, or no /$pattern/ in: $answer"; fi
}
# until WHAT PATTERN NODE WORDS...: as step, asked again for a while
until_said() {
    local what=$1 pattern=$2; shift 2
    for _ in $(seq 40); do
        answer=$(ask "$@") && grep -Eq -- "$pattern" <<<"$answer" && { pass "$what"; return; }
        sleep 0.25
    done
    fail "$what" "no /$pattern/ in: $answer"
}
# begin NAME OPTIONS...: a node of hocon/, on free ports
begin() {
    local name=$1 log=$folder/$1.json; shift
    dotnet "$node" node --config "hocon/$name.hocon" --json --bind 127.0.0.1:0 --set petabridge.cmd.port=0 --set "akka.p2p.node.data-dir=$folder/$name/state" \
        --set "akka.p2p.talk.received-dir=$folder/$name/received" --set "akka.p2p.node.download-dir=$folder/$name/in" --set 'akka.p2p.node.share=[]' --set 'akka.p2p.node.get=[]' "$@" >"$log" 2>"$folder/$name.log" &
    pid[$name]=$!
    for _ in $(seq 150); do grep -q '"event":"ready"' "$log" && break; sleep 0.1; done
    console[$name]=$(field pbm <"$log")
    at[$name]=$(field address <"$log")
    [ -n "${console[$name]}" ] && pass "$name is ready, and lets consoles in" || fail "$name is ready" "$(cat "$folder/$name.log")"
}
# ended NAME: the process ends by itself with exit code 0
ended() {
    local code
    for _ in $(seq 100); do kill -0 "${pid[$1]}" 2>/dev/null || break; sleep 0.1; done
    kill -0 "${pid[$1]}" 2>/dev/null && { fail "$1 ends" 'it still runs'; return; }
    wait "${pid[$1]}"; code=$?
    unset "pid[$1]"
    if [ $code = 0 ] && tail -n 1 "$folder/$1.json" | grep -q '"event":"done"'; then pass "$1 ended with exit code 0"; else fail "$1 ended" "exit code $code"; fi
}

begin tracker
tracker=${at[tracker]}
for name in seeder leecher1 leecher2; do begin $name --set "akka.p2p.peer.trackers=[\"$tracker\"]"; done
head -c 20000000 /dev/urandom >"$folder/model.bin"

until_said 'the tracker has three peers' '"peers":3,' tracker tracker status --json
step 'share on one' 0 '"new":true' seeder torrent share "$folder/model.bin" --json
id=$(field id <<<"$answer")
until_said 'the tracker lists its seeder' '"name":"seeder","bytesLeft":0' tracker tracker swarm "${id:0:12}" --json
for name in leecher1 leecher2; do step "get on $name" 0 "\"id\":\"$id\"" $name torrent get "${id:0:12}" --json; done
for name in leecher1 leecher2; do
    step "$name: progress to the verified end" 0 '"event":"done".*"verified":true|"verified":true.*"event":"done"' $name torrent progress "${id:0:8}" --json
    if cmp -s "$folder/model.bin" "$folder/$name/in/model.bin"; then pass "$name has the very bytes"; else fail "$name has the very bytes" 'they differ'; fi
done
step 'what is whole is shared' 0 '"state":"sharing"' leecher1 torrent list --here --json
step 'a torrent that is not here is an error' 1 'no torrent' leecher1 torrent pause 0123456789
step 'pause' 0 "\"id\":\"$id\"" leecher2 torrent pause "${id:0:8}" --json
step 'it is paused' 0 '"state":"paused"' leecher2 torrent show "${id:0:8}" --json
step 'resume' 0 '"complete":true' leecher2 torrent resume "${id:0:8}" --json
step 'recheck of what is right' 0 '"badCount":0.*"outcome":"shared"' leecher1 torrent recheck "${id:0:8}" --json
step 'bytes sent are counted' 0 '"name":"p2p.bytes.sent","tag":null,"unit":"By","value":[1-9]' seeder node metrics p2p.bytes --json
step 'who says the tracker address' 0 '"from":"command line"' seeder node config akka.p2p.peer.trackers --json

step 'ping measures the round trip' 0 '"roundTripSeconds":[0-9]' leecher1 peer ping "${at[seeder]}" --json
step 'a ping to nobody is an error' 1 '127.0.0.1:1' leecher1 peer ping 127.0.0.1:1 --json
step 'what is said to all is acknowledged by both' 0 '"delivered":2' seeder peer broadcast 'the model is there' --json
for name in leecher1 leecher2; do step "$name has heard it" 0 'the model is there' $name peer inbox --json; done
head -c 3000000 /dev/urandom >"$folder/notes.bin"
ask seeder peer send "$folder/notes.bin" --to "${at[leecher1]}" --json >"$folder/send.json" &
sending=$!
until_said 'the file is offered' '"state":"offered"' leecher1 peer offers --json
step 'it is accepted' 0 '.' leecher1 peer accept --json
wait $sending && pass 'the sender hears that it was received' || fail 'the sender hears that it was received' "$(cat "$folder/send.json")"
if cmp -s "$folder/notes.bin" "$folder/leecher1/received/notes.bin"; then pass 'the received file is the very one'; else fail 'the received file is the very one' "$(find "$folder/leecher1/received" 2>&1)"; fi
ask seeder peer send "$folder/notes.bin" --to "${at[leecher2]}" --json >"$folder/send.json" &
sending=$!
until_said 'another is offered' '"state":"offered"' leecher2 peer offers --json
step 'it is declined' 0 '.' leecher2 peer decline --json
if wait $sending; then fail 'the sender hears that it was declined' "$(cat "$folder/send.json")"; else pass 'the sender hears that it was declined'; fi
left=$(find "$folder/leecher2/received" -type f 2>/dev/null)
[ -z "$left" ] && pass 'a declined file leaves nothing behind' || fail 'a declined file leaves nothing behind' "$left"
step 'drain' 0 '"drained":true,"unfinished":0,"silent":\[\]' seeder node drain --json
until_said 'the tracker has two peers' '"peers":2,' tracker tracker status --json
step 'a drained node takes nothing new' 1 'drained' seeder torrent share "$folder/model.bin"
step 'stop' 0 '"stopping":true' seeder node stop --json
ended seeder
step 'stop of one that still serves' 0 '"drained":true.*"stopping":true' leecher1 node stop --within 5 --json
ended leecher1
step 'stop at once' 0 '"stopping":true' leecher2 node stop --now --json
ended leecher2
step 'stop of the tracker' 0 '"stopping":true' tracker node stop --json
ended tracker
echo "consoles: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
