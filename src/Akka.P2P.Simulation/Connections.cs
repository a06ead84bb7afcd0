namespace Akka.P2P.Simulation;

using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Akka.P2P.Core.Identity;

/// <summary>A peer's connections: by who is at the other end, and in the order in which they were made.</summary>
internal sealed class Connections
{
    private readonly PeerTable<Connection> _byPeer = new();
    private readonly List<Connection> _all = [];

    public int Count => _all.Count;

    /// <summary>Not to be walked while they change.</summary>
    public ReadOnlySpan<Connection> All => CollectionsMarshal.AsSpan(_all);

    public bool Contains(PeerId peer) => _byPeer.Contains(peer);

    public bool TryGet(PeerId peer, [NotNullWhen(true)] out Connection? connection) => _byPeer.TryGet(peer, out connection);

    public void Add(PeerId peer, Connection connection)
    {
        _byPeer.Add(peer, connection);
        _all.Add(connection);
    }

    public void Remove(PeerId peer)
    {
        if (!_byPeer.TryGet(peer, out var connection))
            return;
        _byPeer.Remove(peer);
        _all.Remove(connection);
    }
}
