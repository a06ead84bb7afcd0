namespace Akka.P2P.Actors.Peers;

using Akka.P2P.Actors.Metering;
using Akka.P2P.Actors.Storing;
using Akka.P2P.Actors.Talking;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Swarms;
using Akka.P2P.Core.Talking;

/// <summary>What a peer's actors need of the world outside; made by whoever composes the process.</summary>
public sealed record PeerServices
{
    /// <summary>Who we are, and the address that others reach us by.</summary>
    public required SwarmPeer Self { get; init; }

    /// <summary>By which trackers know that we are who we were.</summary>
    public required NodeSecret Secret { get; init; }

    /// <summary>A name for people: shown in lists, at most 100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Finds the actors of other nodes.</summary>
    public required INodeLocator Locator { get; init; }

    /// <summary>Where hashing and disk run. The owner disposes of it after the actors have stopped.</summary>
    public required WorkPool Pool { get; init; }

    /// <summary>Measures spans; never read for the time of day.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Where all chance of these actors comes from.</summary>
    public required int Seed { get; init; }

    /// <summary>Where texts of others are kept, when it is to outlive the actor system; null for one of the configured size.</summary>
    public InboxRing? Inbox { get; init; }

    /// <summary>The disk, for files that peers send each other; null for a peer that takes and sends none.</summary>
    public ITransferFiles? Files { get; init; }

    /// <summary>How fast the peer sends and receives; none by itself. To outlive the actor system it is handed to the next.</summary>
    public TransferLimits Limits { get; init; } = new();

    /// <summary>What is counted. The owner disposes of it after the actors have stopped.</summary>
    public NodeMeters Meters { get; init; } = new();

    /// <summary>The span since this clock's origin: the <c>now</c> of everything that decides.</summary>
    public TimeSpan Now => Time.GetElapsedTime(0);

    /// <summary>A generator for one user; users of different numbers draw differently.</summary>
    public Random NewRandom(int user) => new(HashCode.Combine(Seed, user));
}
