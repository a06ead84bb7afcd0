"""Machines of their own for processes on this one: a network namespace each, joined by a bridge over links of a given rate. Linux, root, iproute2."""

import contextlib
import ctypes
import os
import subprocess


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def processor_seconds(processes):
    """What these have used so far, user and system."""
    ticks = 0
    for process in processes:
        try:
            with open(f"/proc/{process.pid}/stat", encoding="ascii") as file:
                fields = file.read().rsplit(")", 1)[1].split()
            ticks += int(fields[11]) + int(fields[12])
        except OSError:
            pass
    return ticks / os.sysconf("SC_CLK_TCK")


class Net:
    """Namespaces NAME-hub (the bridge, at 10.99.0.1, as fast as memory) and one for each machine. Closing it takes everything away."""

    def __init__(self):
        self.name = f"swarm{os.getpid()}"
        self.hub = f"{self.name}-hub"
        self.count = 0
        self._namespaces = []

    def __enter__(self):
        self._add(self.hub)
        self.inside(self.hub, "ip", "link", "add", "br0", "type", "bridge")
        self.inside(self.hub, "ip", "addr", "add", "10.99.0.1/24", "dev", "br0")
        self.inside(self.hub, "ip", "link", "set", "br0", "up")
        return self

    def __exit__(self, *_):
        for namespace in reversed(self._namespaces):
            subprocess.run(("ip", "netns", "delete", namespace), stderr=subprocess.DEVNULL)

    def machine(self, up, down):
        """Adds one. Rates in bits a second: what it sends, what it receives. Returns its namespace and its address."""
        self.count += 1
        namespace, address = f"{self.name}-{self.count}", f"10.99.0.{10 + self.count}"
        outside, inside = f"v{self.count}", "eth0"
        self._add(namespace)
        run("ip", "link", "add", outside, "netns", self.hub, "type", "veth", "peer", "name", inside, "netns", namespace)
        self.inside(self.hub, "ip", "link", "set", outside, "master", "br0", "up")
        self.inside(namespace, "ip", "addr", "add", f"{address}/24", "dev", inside)
        self.inside(namespace, "ip", "link", "set", inside, "up")
        self._shape(namespace, inside, up)
        self._shape(self.hub, outside, down)
        return namespace, address

    def inside(self, namespace, *command):
        run("ip", "netns", "exec", namespace, *command)

    @contextlib.contextmanager
    def in_hub(self):
        """The calling thread is in the hub meanwhile; sockets that it makes stay there."""
        with open("/proc/thread-self/ns/net", encoding="ascii") as home, open(f"/run/netns/{self.hub}", encoding="ascii") as there:
            self._enter(there)
            try:
                yield
            finally:
                self._enter(home)

    def sent(self):
        """Bytes that each machine has sent so far, headers and all, as its port at the bridge has counted them. Asked from within the hub."""
        with open("/proc/thread-self/net/dev", encoding="ascii") as file:
            counts = dict(line.split(":", 1) for line in file if ":" in line)
        return [int(counts[device].split()[0]) for device in sorted((d for d in counts if d.strip().startswith("v")), key=lambda d: int(d.strip()[1:]))]

    @staticmethod
    def _enter(namespace):
        if ctypes.CDLL(None, use_errno=True).setns(namespace.fileno(), 0x40000000):
            raise OSError(ctypes.get_errno(), "setns")

    def _shape(self, namespace, device, rate):
        # A bucket of 10 ms, at least two full segments as the kernel hands them over; what waits longer than 50 ms is dropped, as a switch would.
        burst = max(int(rate / 8 / 100), 2 * 65536)
        self.inside(namespace, "tc", "qdisc", "add", "dev", device, "root", "tbf", "rate", f"{int(rate)}bit", "burst", str(burst), "latency", "50ms")

    def _add(self, namespace):
        run("ip", "netns", "add", namespace)
        self._namespaces.append(namespace)
        self.inside(namespace, "ip", "link", "set", "lo", "up")
