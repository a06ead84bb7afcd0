"""One seeder and N leechers, each on a machine of its own with a link of one rate both ways (network namespaces, `tc tbf`), and the time until the
slowest has everything, verified, beside the bound max{F/u_s, F/d_min, N F/(u_s + sum u_i)} that no way of spreading can beat. The clock starts when all
processes are up and registered.

Scenes: plain; killed: the seeder is killed (SIGKILL) as soon as the leechers have everything among them; slow-seeder: besides it there is a seeder at
1 % of the rate; slow-leecher: one leecher sends at 1 % of the rate.

Exit code 1 when something did not finish or a file is not the very file."""

import argparse
import hashlib
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

import ours
import rival
from net import Net, processor_seconds

SCENES = ("plain", "killed", "slow-seeder", "slow-leecher")
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Watch:
    """Prints what each machine sends, in Mbit/s, every half second: where a link that should be full is not."""

    def __init__(self, net):
        self._net, self._ended = net, threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self):
        with self._net.in_hub():
            began = at = time.monotonic()
            before = self._net.sent()
            while not self._ended.wait(0.5):
                now, after = time.monotonic(), self._net.sent()
                rates = [8 * (b - a) / 1e6 / (now - at) for a, b in zip(before, after)]
                print(f"    {now - began:5.1f} s " + " ".join(f"{rate:5.1f}" for rate in rates), flush=True)
                at, before = now, after

    def end(self):
        self._ended.set()
        self._thread.join()


def play(kind, scene, arguments, program, work, source):
    rate, slow = arguments.rate * 1e6, arguments.rate * 1e4
    with Net() as net:
        swarm = kind.Swarm(program, net, work, source)
        try:
            for number in range(arguments.leechers):
                swarm.leecher(net.machine(slow if scene == "slow-leecher" and number == 0 else rate, rate))
            swarm.seeder(net.machine(rate, rate))
            if scene == "slow-seeder":
                swarm.seeder(net.machine(slow, rate))
            swarm.ready()
            before = processor_seconds(swarm.processes())
            watch = Watch(net) if arguments.watch else None
            began = swarm.start()
            killed_at = None
            if scene == "killed":
                while not swarm.is_spread():
                    time.sleep(0.2)
                swarm.seeders[0].kill()
                killed_at = time.monotonic() - began
            times = sorted(at - began for at in swarm.finish(arguments.limit))
            used = processor_seconds(swarm.processes()) - before
            if watch:
                watch.end()
            copies = None if scene == "killed" else swarm.copies()
        finally:
            swarm.close()
    name = os.path.basename(source)
    for folder, _, files in os.walk(work):
        if name in files and os.path.join(folder, name) != source and digest(os.path.join(folder, name)) != digest(source):
            raise RuntimeError(f"{folder}/{name} is not the very file")
    return times, copies, killed_at, used


def bound(scene, leechers, size, rate):
    up = [rate] * leechers
    seeders = rate
    if scene == "slow-seeder":
        seeders += rate / 100
    if scene == "slow-leecher":
        up[0] = rate / 100
    return max(8 * size / seeders, 8 * size / rate, 8 * leechers * size / (seeders + sum(up)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--leechers", type=int, default=8)
    parser.add_argument("--size", type=int, default=64, help="MiB")
    parser.add_argument("--rate", type=float, default=50, help="Mbit/s, up and down, of each machine")
    parser.add_argument("--scenes", default=",".join(SCENES))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--limit", type=float, default=180, help="seconds for one run")
    parser.add_argument("--swarms", default="akka-p2p,libtorrent")
    parser.add_argument("--program", default=os.path.join(ROOT, "artifacts/InTree/bin/Akka.P2P.Node/release/akka-p2p.dll"), help="another build of ours")
    parser.add_argument("--watch", action="store_true", help="what each machine sends, every half second")
    parser.add_argument("--keep", action="store_true", help="leave logs and files of a run that fails")
    arguments = parser.parse_args()
    scenes = arguments.scenes.split(",")
    if unknown := [scene for scene in scenes if scene not in SCENES]:
        parser.error(f"there is no scene {unknown[0]}; there are {', '.join(SCENES)}")
    if os.geteuid() != 0 or not shutil.which("tc"):
        parser.error("root and iproute2 are needed to shape links")
    kinds = [kind for kind in (ours, rival) if kind.Swarm.name in arguments.swarms.split(",")]
    if rival in kinds and subprocess.run((rival.PYTHON, "-c", "import libtorrent"), stderr=subprocess.DEVNULL).returncode:
        print("python3-libtorrent is not installed: ours alone")
        kinds.remove(rival)
    if ours in kinds and not os.path.exists(arguments.program):
        parser.error(f"build src/Akka.P2P.Node in Release first: {arguments.program} is missing")

    size = arguments.size << 20
    print(f"{arguments.size} MiB from one seeder to {arguments.leechers}, {arguments.rate:g} Mbit/s each way at each, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    failed = False
    for scene in scenes:
        least = bound(scene, arguments.leechers, size, arguments.rate * 1e6)
        slowest = {kind: [] for kind in kinds}
        for number in range(arguments.runs):
            for kind in kinds:
                work = tempfile.mkdtemp(prefix="shaped-swarm-")
                source = os.path.join(work, "source", "shaped.bin")
                os.makedirs(os.path.dirname(source))
                with open(source, "wb") as file:
                    file.write(os.urandom(size))
                try:
                    times, copies, killed_at, used = play(kind, scene, arguments, arguments.program, work, source)
                    slowest[kind].append(times[-1])
                    note = f", {copies:.2f} copies from the first seeder" if copies is not None else f", seeder killed at {killed_at:.1f} s"
                    print(f"  {scene} {number + 1} {kind.Swarm.name:10} first {times[0]:.1f} s, median {statistics.median(times):.1f} s, slowest {times[-1]:.1f} s ({times[-1] / least:.2f} of the bound){note}; {used:.1f} CPU-s", flush=True)
                except (RuntimeError, TimeoutError, OSError) as error:
                    failed = True
                    print(f"  {scene} {number + 1} {kind.Swarm.name:10} FAILED: {error}", flush=True)
                    if arguments.keep:
                        print(f"  left in {work}")
                        continue
                shutil.rmtree(work, ignore_errors=True)
        for kind in kinds:
            if slowest[kind]:
                middle = statistics.median(slowest[kind])
                print(f"{scene:12} {kind.Swarm.name:10} slowest {middle:6.1f} s = {middle / least:.2f} x the bound of {least:.1f} s (median of {len(slowest[kind])})", flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
