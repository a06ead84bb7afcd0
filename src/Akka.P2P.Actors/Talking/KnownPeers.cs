namespace Akka.P2P.Actors.Talking;

using Akka.P2P.Core.Identity;

/// <summary>The peers that a configuration names, by address or by id.</summary>
public sealed class KnownPeers
{
    private readonly HashSet<PeerAddress> _addresses = [];
    private readonly HashSet<PeerId> _ids = [];

    /// <summary>False when the text is neither <c>host:port</c> nor a whole id.</summary>
    public bool TryAdd(string text)
    {
        if (PeerId.TryParse(text?.ToLowerInvariant(), out var id))
            _ids.Add(id);
        else if (PeerAddress.TryParse(text, out var address))
            _addresses.Add(address);
        else
            return false;
        return true;
    }

    /// <summary>What comes from there is fetched from there, so nobody can pretend to be it.</summary>
    public bool IsKnown(PeerAddress address) => _addresses.Contains(address);

    /// <summary>Anybody can say to have this id: a tracker must confirm it.</summary>
    public bool IsNamed(PeerId id) => _ids.Contains(id);
}
