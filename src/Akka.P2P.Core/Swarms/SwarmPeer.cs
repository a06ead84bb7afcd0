namespace Akka.P2P.Core.Swarms;

using Akka.P2P.Core.Identity;

/// <summary>A peer and where it can be reached.</summary>
public sealed record SwarmPeer(PeerId Id, PeerAddress Address);

/// <param name="BytesLeft">0 for a seeder.</param>
public sealed record SwarmMember(SwarmPeer Peer, long BytesLeft)
{
    public bool IsSeeder => BytesLeft == 0;
}

/// <summary>How many take part in a swarm.</summary>
public readonly record struct SwarmCounts(int Seeders, int Leechers);
