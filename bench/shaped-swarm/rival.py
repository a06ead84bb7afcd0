"""The same swarm of libtorrent (Debian's python3-libtorrent): no tracker, everybody is told of everybody when the clock starts."""

import os
import subprocess
import threading
import time

PYTHON = "/usr/bin/python3"
PIECE = 256 * 1024
SCRIPT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "libtorrent_node.py")


class Node:
    def __init__(self, machine, role, torrent, folder):
        self.namespace, self.address = machine
        os.makedirs(folder, exist_ok=True)
        self.process = subprocess.Popen(
            ("ip", "netns", "exec", self.namespace, PYTHON, SCRIPT, role, torrent, folder, self.address), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.is_ready, self.done_at, self.sent, self.have = threading.Event(), None, 0, 0
        self._done = threading.Event()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            word, *rest = line.split()
            if word == "ready":
                self.is_ready.set()
            elif word == "done":
                self.done_at = time.monotonic()
                self._done.set()
            elif word == "sent":
                self.sent = int(rest[0])
            elif word == "have":
                self.have = int(rest[0], 16)

    def begin(self, peers):
        self.process.stdin.write(" ".join(peers) + "\n")
        self.process.stdin.flush()

    def done(self, seconds):
        if not self._done.wait(seconds):
            raise TimeoutError(f"libtorrent at {self.address} had not all after {seconds} s")
        return self.done_at

    def kill(self):
        self.process.kill()
        self.process.wait()

    stop = kill


class Swarm:
    name = "libtorrent"

    def __init__(self, _, net, work, source):
        self._work, self._source = work, source
        self._torrent = os.path.join(work, "rival.torrent")
        subprocess.run((PYTHON, "-c", """
import libtorrent, os, sys
files = libtorrent.file_storage()
libtorrent.add_files(files, sys.argv[1])
made = libtorrent.create_torrent(files, int(sys.argv[3]), libtorrent.create_torrent.v2_only)
libtorrent.set_piece_hashes(made, os.path.dirname(sys.argv[1]))
open(sys.argv[2], "wb").write(libtorrent.bencode(made.generate()))
""", source, self._torrent, str(PIECE)), check=True)
        self.seeders, self.leechers = [], []

    def seeder(self, machine):
        self.seeders.append(Node(machine, "seed", self._torrent, os.path.dirname(self._source)))

    def leecher(self, machine):
        self.leechers.append(Node(machine, "get", self._torrent, os.path.join(self._work, f"rival{len(self.leechers) + 1}")))

    def ready(self):
        for node in self.seeders + self.leechers:
            if not node.is_ready.wait(60):
                raise TimeoutError("libtorrent does not start")

    def start(self):
        began = time.monotonic()
        all_nodes = self.seeders + self.leechers
        for node in all_nodes:
            node.begin([other.address for other in all_nodes if other is not node])
        return began

    def is_spread(self):
        pieces = -(-os.path.getsize(self._source) // PIECE)
        together = 0
        for leecher in self.leechers:
            together |= leecher.have
        return together == (1 << pieces) - 1

    def finish(self, seconds):
        return [leecher.done(seconds) for leecher in self.leechers]

    def copies(self):
        return self.seeders[0].sent / os.path.getsize(self._source)

    def processes(self):
        return [node.process for node in self.seeders + self.leechers]

    def close(self):
        for node in self.seeders + self.leechers:
            node.stop()
