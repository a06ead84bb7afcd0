namespace Akka.P2P.Core.Swarms;

/// <summary>What a registration turned out to be.</summary>
public enum RegistrationKind
{
    /// <summary>The peer was not there.</summary>
    New = 0,

    /// <summary>It is there at another address now.</summary>
    Moved = 1,

    /// <summary>It is another run of the same peer, with another handle.</summary>
    Restarted = 2,

    /// <summary>As it was before; its lease begins again.</summary>
    Renewed = 3,

    /// <summary>Refused: there are as many peers as may be.</summary>
    Full = 4,

    /// <summary>Refused: somebody else is registered under that id.</summary>
    Impostor = 5,
}

/// <param name="Session">What the peer proves by that it is the one; empty for one that is refused.</param>
/// <param name="IsNews">Whether others need to hear of it: it was not there, or elsewhere.</param>
public readonly record struct Registration(RegistrationKind Kind, Guid Session, bool IsNews);
