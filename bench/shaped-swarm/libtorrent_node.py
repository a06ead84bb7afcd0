"""One process of libtorrent, on one machine: libtorrent_node.py seed|get FILE.torrent FOLDER ADDRESS. Says `ready`, waits for a line of peers' addresses, and says `done`."""

import sys
import time

import libtorrent

role, torrent, folder, address = sys.argv[1:]
session = libtorrent.session({
    "listen_interfaces": f"{address}:6881", "enable_dht": False, "enable_lsd": False, "enable_upnp": False, "enable_natpmp": False,
    "allow_multiple_connections_per_ip": True, "alert_mask": 0})
settings = libtorrent.add_torrent_params()
settings.ti = libtorrent.torrent_info(torrent)
settings.save_path = folder
if role == "seed":
    settings.flags |= libtorrent.torrent_flags.seed_mode
    if "--super" in sys.argv:
        settings.flags |= libtorrent.torrent_flags.super_seeding
settings.flags &= ~libtorrent.torrent_flags.paused
settings.flags &= ~libtorrent.torrent_flags.auto_managed
handle = session.add_torrent(settings)
print("ready", flush=True)
for peer in sys.stdin.readline().split():
    handle.connect_peer((peer, 6881))
told = role == "seed"
while True:
    status = handle.status()
    if not told and status.is_seeding:
        told = True
        print("done", flush=True)
    if role == "seed":
        print("sent", status.total_payload_upload, flush=True)
    else:
        print("have", hex(sum(1 << piece for piece, here in enumerate(status.pieces) if here)), flush=True)
    time.sleep(0.1 if not told else 0.5)
