namespace Akka.P2P.Actors.Operating;

using System.Collections.Immutable;
using Akka.P2P.Core.Identity;
using Akka.P2P.Protocol;

/// <content>The node as a process.</content>
public static partial class NodeCommands
{
    /// <summary>What this node's configuration says, and who says it. Answered with <see cref="Configuration"/>.</summary>
    /// <param name="Prefix">Only keys that begin so; empty for all.</param>
    /// <param name="Everything">Also what nobody but Akka itself says.</param>
    public sealed record GetConfiguration(string Prefix, bool Everything) : ILocalMessage;

    /// <param name="Entries">In the order of their keys.</param>
    public sealed record Configuration(ImmutableArray<ConfigurationEntry> Entries) : ILocalMessage;

    /// <param name="Value">As HOCON; what is secret is not in it.</param>
    /// <param name="Origin">The layer that says so: command line, environment, a file, a default, or what the node found out itself.</param>
    /// <param name="IsSecret">The value is masked.</param>
    public sealed record ConfigurationEntry(string Key, string Value, string Origin, bool IsSecret) : ILocalMessage;

    /// <summary>Answered with <see cref="Metrics"/>.</summary>
    public sealed record GetMetrics : ILocalMessage;

    /// <param name="All">In the order of their names.</param>
    public sealed record Metrics(ImmutableArray<Measurement> All) : ILocalMessage;

    /// <param name="Unit">As its meter says: <c>By</c>, <c>{chunk}</c>.</param>
    /// <param name="Tag">Tells measurements of one name apart; empty when there is one.</param>
    public sealed record Measurement(string Name, string Tag, string Unit, string Description, double Value);

    /// <summary>
    /// Takes no new work, lets those who are served finish the chunks that they have begun, and unregisters. What the node does is taken up
    /// again by the next start. Answered with <see cref="Drained"/>; a second one is answered with the first.
    /// </summary>
    /// <param name="Limit">How long uploads may take to finish; null for what the configuration says.</param>
    public sealed record Drain(TimeSpan? Limit) : ILocalMessage;

    /// <param name="Unfinished">Chunks that somebody had begun to fetch and did not get within the limit.</param>
    /// <param name="Silent">Trackers that did not confirm that we left.</param>
    public sealed record Drained(int Unfinished, ImmutableArray<PeerAddress> Silent) : ILocalMessage;

    /// <summary>The process ends, as by SIGTERM, with exit code 0. Answered with <see cref="Stopping"/> before it does.</summary>
    public sealed record Stop : ILocalMessage;

    public sealed record Stopping : ILocalMessage;
}
