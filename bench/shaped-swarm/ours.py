"""A swarm of akka-p2p: a tracker in the hub, a headless node on every machine, driven by their consoles (docs/console-protocol.md)."""

import hashlib
import hmac
import json
import os
import signal
import socket
import subprocess
import threading
import time

TOKEN = "a-token-for-the-bench"


class Node:
    """One process. Its events are kept with the time at which they were read."""

    def __init__(self, program, net, namespace, address, port, folder, lines):
        self.namespace, self.address, self.name = namespace, address, os.path.basename(folder)
        os.makedirs(folder, exist_ok=True)
        config = os.path.join(folder, "node.hocon")
        with open(config, "w", encoding="utf-8") as file:
            file.write("\n".join([
                f'akka.p2p.node {{ name = {self.name}, data-dir = "{folder}/state", download-dir = "{folder}" }}',
                f'akka.remote.dot-netty.tcp {{ hostname = "{address}", port = {port} }}',
                f'akka.p2p.pbm {{ enabled = on, token = {TOKEN} }}',
                f'petabridge.cmd {{ host = "{address}", port = 9110 }}',
                *lines]))
        self._log = open(os.path.join(folder, "stderr"), "w", encoding="utf-8")
        self.process = subprocess.Popen(
            ("ip", "netns", "exec", namespace, "dotnet", program, "node", "--config", config, "--json"), stdout=subprocess.PIPE, stderr=self._log, text=True)
        self.events = []
        self._changed = threading.Condition()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            with self._changed:
                self.events.append((time.monotonic(), json.loads(line)))
                self._changed.notify_all()
        with self._changed:
            self.events.append((time.monotonic(), {"event": "ended"}))
            self._changed.notify_all()

    def wait(self, name, seconds):
        """When the first event of that name came."""
        end = time.monotonic() + seconds
        with self._changed:
            while True:
                for at, event in self.events:
                    if event["event"] == name:
                        return at, event
                    if event["event"] in ("ended", "download-failed", "failed"):
                        raise RuntimeError(f"{self.name}: {event} before {name}; see {self._log.name}")
                left = end - time.monotonic()
                if left <= 0:
                    raise TimeoutError(f"{self.name}: no {name} for {seconds} s; see {self._log.name}")
                self._changed.wait(left)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()


class Console:
    """Says lines to a node and reads the answers. Run where the node can be reached."""

    def __init__(self, address):
        self._socket = socket.create_connection((address, 9110), 10)
        self._socket.sendall(b"PBM/01\r\n")
        assert self._take(8) == b"PBM/01\r\n"
        challenge = self._read()
        nonce = os.urandom(32).hex()
        proof = hmac.new(TOKEN.encode(), f"pbm console\n{challenge['nonce']}\n{nonce}".encode(), hashlib.sha256).hexdigest()
        self._write({"type": "hello", "client": "bench", "nonce": nonce, "proof": proof})
        welcome = self._read()
        assert welcome["type"] == "welcome", welcome
        self._id = 0

    def say(self, line):
        self._id += 1
        self._write({"type": "execute", "id": self._id, "line": line, "window": 1 << 20})
        said = []
        while True:
            frame = self._read()
            if frame["type"] != "response" or frame["id"] != self._id:
                continue
            if frame.get("msg"):
                said.append(frame["msg"])
            if frame["final"]:
                if frame["isError"]:
                    raise RuntimeError(f"{line}: {said}")
                return said

    def _write(self, frame):
        body = json.dumps(frame).encode()
        self._socket.sendall(len(body).to_bytes(4, "big") + body)

    def _read(self):
        return json.loads(self._take(int.from_bytes(self._take(4), "big")))

    def _take(self, count):
        data = b""
        while len(data) < count:
            more = self._socket.recv(count - len(data))
            if not more:
                raise EOFError("the console's connection ended")
            data += more
        return data


class Swarm:
    name = "akka-p2p"

    def __init__(self, program, net, work, source):
        self._program, self._net, self._work, self._source = program, net, work, source
        tracker = Node(program, net, net.hub, "10.99.0.1", 8888, os.path.join(work, "tracker"), ["akka.p2p.node.roles = [tracker]"])
        self.nodes = [tracker]
        tracker.wait("ready", 60)
        self.seeders, self.leechers = [], []

    def _peer(self, machine, name, lines=()):
        node = Node(self._program, self._net, *machine, 8001, os.path.join(self._work, name), [
            "akka.p2p.node.roles = [peer]", 'akka.p2p.peer.trackers = ["10.99.0.1:8888"]', *lines])
        self.nodes.append(node)
        return node

    def seeder(self, machine):
        self.seeders.append(self._peer(machine, f"seeder{len(self.seeders) + 1}", [f'akka.p2p.node.share = ["{self._source}"]']))

    def leecher(self, machine):
        self.leechers.append(self._peer(machine, f"leecher{len(self.leechers) + 1}"))

    def ready(self):
        for leecher in self.leechers:
            leecher.wait("registered", 120)
        for seeder in self.seeders:
            _, published = seeder.wait("published", 120)
            self.id = published["id"]
        with self._net.in_hub():
            self.consoles = [Console(leecher.address) for leecher in self.leechers]

    def start(self):
        """Returns when the clock starts."""
        began = time.monotonic()
        threads = [threading.Thread(target=console.say, args=(f"torrent get {self.id}",)) for console in self.consoles]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return began

    def is_spread(self):
        """Whether the leechers have all of it among them."""
        missing = None
        for console in self.consoles:
            fields = json.loads(console.say(f"torrent show {self.id} --json")[-1])
            fields = fields.get("download", fields)
            runs = fields.get("missing") or []
            if fields.get("chunksHeld") == 0:
                # It may not even know yet how many there are.
                return False
            if fields.get("missingCount", 0) == 0:
                return True
            mine = {chunk for run in runs for chunk in range(run[0], run[1] + 1)}
            if len(mine) < fields["missingCount"]:
                return False
            missing = mine if missing is None else missing & mine
        return not missing

    def finish(self, seconds):
        """When each leecher had everything, verified."""
        end = time.monotonic() + seconds
        try:
            return [leecher.wait("downloaded", max(end - time.monotonic(), 0))[0] for leecher in self.leechers]
        except TimeoutError as error:
            shown = [json.loads(console.say(f"torrent show {self.id} --json")[-1]) for console in self.consoles]
            raise TimeoutError(f"{error}; they say: {[s.get('download', s).get('detail') for s in shown]}") from error

    def copies(self):
        """Copies that the first seeder sent, by what its leechers say of it."""
        seeder = self.seeders[0].address
        total = 0
        for leecher in self.leechers:
            _, done = leecher.wait("downloaded", 1)
            total += sum(bytes for name, bytes in done.get("sources", {}).items() if name.startswith(("seeder1", seeder)))
        return total / os.path.getsize(self._source)

    def processes(self):
        return [node.process for node in self.nodes]

    def close(self):
        for node in reversed(self.nodes):
            node.stop()
