"""Prints the v2 info-hash that libtorrent gives a file or folder: for each line "PIECE LENGTH<tab>PATH" of stdin one line of hex."""
import hashlib
import os
import sys

import libtorrent

for line in sys.stdin.buffer:
    length, path = line.rstrip(b"\n").split(b"\t", 1)
    path = path.decode("utf-8")
    files = libtorrent.file_storage()
    libtorrent.add_files(files, path)
    torrent = libtorrent.create_torrent(files, int(length), flags=libtorrent.create_torrent.v2_only)
    libtorrent.set_piece_hashes(torrent, os.path.dirname(path))
    info = libtorrent.bencode(torrent.generate()[b"info"])
    print(hashlib.sha256(info).hexdigest(), flush=True)
