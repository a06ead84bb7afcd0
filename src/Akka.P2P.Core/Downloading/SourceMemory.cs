namespace Akka.P2P.Core.Downloading;

using System.Collections.Immutable;
using Akka.P2P.Core.Identity;

/// <summary>
/// What a download knows of its sources beyond a connection and beyond a plan: who lied, and how often each failed of late. Leaving and
/// coming back, or a store that is opened anew, washes nobody clean. Grows with the swarm, not with time.
/// </summary>
public sealed class SourceMemory
{
    private readonly Dictionary<PeerId, SourceRecord> _records = [];
    private readonly Dictionary<PeerId, ImmutableArray<Evidence>> _banned = [];

    /// <summary>Those that lied, and what they did.</summary>
    public IReadOnlyDictionary<PeerId, ImmutableArray<Evidence>> Banned => _banned;

    internal SourceRecord Of(PeerId source, Func<RetryBudget> newBudget)
    {
        if (!_records.TryGetValue(source, out var record))
            _records.Add(source, record = new SourceRecord(newBudget()));
        return record;
    }

    internal SourceRecord? Find(PeerId source) => _records.GetValueOrDefault(source);

    internal ImmutableArray<Evidence> Ban(PeerId source)
    {
        ImmutableArray<Evidence> evidence = [.. _records[source].Evidence];
        _banned.Add(source, evidence);
        return evidence;
    }
}

/// <summary>Of one source.</summary>
internal sealed class SourceRecord(RetryBudget budget)
{
    public RetryBudget Budget { get; } = budget;

    public List<Evidence> Evidence { get; } = [];
}
