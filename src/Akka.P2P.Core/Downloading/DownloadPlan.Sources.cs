namespace Akka.P2P.Core.Downloading;

using System.Collections.Immutable;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Identity;

public sealed partial class DownloadPlan
{
    /// <summary>A connection to the source is being made. Call only when <see cref="Accepts"/> said yes.</summary>
    public ImmutableArray<DownloadAction> SourceJoined(PeerId source, TimeSpan now)
    {
        if (!Accepts(source, now))
            return [];
        var budget = _budgetsOfThoseWhoLeft.Remove(source, out var old)
            ? old
            : new RetryBudget(_limits.MaxSourceFailures, _limits.Backoff, _random);
        _sources.Add(source, new PlannedSource(source, budget));
        return [];
    }

    /// <summary>
    /// Somebody trustworthy says that the source has just come back: it may be asked at once. Its failures stay counted, so that one
    /// who comes back again and again gains nothing by it, and one who lied stays banned.
    /// </summary>
    public void CameBack(PeerId source)
    {
        if (_sources.TryGetValue(source, out var state))
            state.Budget.EndPause();
        else if (_budgetsOfThoseWhoLeft.TryGetValue(source, out var budget))
            budget.EndPause();
    }

    /// <summary>The source's fetcher has ended.</summary>
    public ImmutableArray<DownloadAction> SourceLeft(PeerId source, TimeSpan now)
    {
        if (!_sources.TryGetValue(source, out var state))
            return [];
        Remove(state);
        return Decide(now);
    }

    public ImmutableArray<DownloadAction> HaveAll(PeerId source, TimeSpan now)
    {
        if (!_sources.TryGetValue(source, out var state) || state.HoldsAll)
            return [];
        Uncount(state);
        state.HoldsAll = true;
        _availability.AddFull();
        return Decide(now);
    }

    /// <summary>The whole of what the source holds; replaces what was known of it.</summary>
    /// <exception cref="ArgumentException">The bitfield is of another torrent.</exception>
    public ImmutableArray<DownloadAction> HaveBitfield(PeerId source, Bitfield chunks, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(chunks);
        if (chunks.Length != Grid.Count)
            throw new ArgumentException($"A bitfield over {chunks.Length} chunks is not of a torrent of {Grid.Count}.", nameof(chunks));
        if (!_sources.TryGetValue(source, out var state))
            return [];
        Uncount(state);
        state.Chunks = chunks.Clone();
        foreach (var chunk in state.Chunks.EnumerateSet())
            Count(chunk);
        return Decide(now);
    }

    /// <summary>The source has further chunks.</summary>
    public ImmutableArray<DownloadAction> Have(PeerId source, ReadOnlySpan<ChunkIndex> chunks, TimeSpan now)
    {
        if (!_sources.TryGetValue(source, out var state) || state.HoldsAll)
            return [];
        state.Chunks ??= new Bitfield(Grid.Count);
        foreach (var chunk in chunks)
        {
            if (state.Chunks.Set(chunk))
                Count(chunk.Value);
        }

        return Decide(now);
    }

    /// <summary>
    /// The source's fetcher (started or restarted) may be given chunks. What a fetcher before it had been given is released.
    /// </summary>
    public ImmutableArray<DownloadAction> FetcherReady(PeerId source, TimeSpan now)
    {
        if (!_sources.TryGetValue(source, out var state))
            return [];
        ReleaseAll(state, avoid: false);
        state.IsReady = true;
        return Decide(now);
    }

    /// <summary>The source's fetcher is connecting, or choked: nothing can be asked of it, and what had been asked is released.</summary>
    public ImmutableArray<DownloadAction> FetcherWaiting(PeerId source, TimeSpan now)
    {
        if (!_sources.TryGetValue(source, out var state))
            return [];
        ReleaseAll(state, avoid: false);
        state.IsReady = false;
        return Decide(now);
    }

    /// <summary>The source as a whole failed: silence, a lost link, a refusal to talk. All that it was asked for goes elsewhere.</summary>
    public ImmutableArray<DownloadAction> SourceFailed(PeerId source, FetchFailure kind, string detail, TimeSpan now)
    {
        if (!_sources.TryGetValue(source, out var state))
            return [];
        state.IsReady = false;
        var chunk = _ledger.ClaimsOf(source).FirstOrDefault();
        ReleaseAll(state, avoid: true);
        var actions = ImmutableArray.CreateBuilder<DownloadAction>();
        Blame(state, chunk, kind, detail, now, actions);
        return Decide(now, actions);
    }

    private void Blame(
        PlannedSource source, ChunkClaim claim, FetchFailure kind, string detail, TimeSpan now,
        ImmutableArray<DownloadAction>.Builder actions)
    {
        source.Budget.Failed(now);
        if (kind is FetchFailure.Corrupt or FetchFailure.Malformed)
        {
            source.Evidence.Add(new Evidence(source.Id, claim.Chunk, claim.Attempt, kind, detail, now));
            if (source.Evidence.Count >= _limits.BanAfter)
            {
                ImmutableArray<Evidence> evidence = [.. source.Evidence];
                _banned.Add(source.Id, evidence);
                Remove(source);
                actions.Add(new DownloadAction.Ban(source.Id, evidence));
                actions.Add(new DownloadAction.DropSource(source.Id, DropReason.Banned));
                return;
            }
        }

        if (source.Budget.IsSpent)
        {
            Remove(source);
            actions.Add(new DownloadAction.DropSource(source.Id, DropReason.FailedTooOften));
        }
    }

    private void Remove(PlannedSource source)
    {
        ReleaseAll(source, avoid: false);
        Uncount(source);
        foreach (var avoiders in _avoid.Values)
            avoiders.Remove(source.Id);
        _sources.Remove(source.Id);
        _budgetsOfThoseWhoLeft[source.Id] = source.Budget;
    }

    private void Count(int chunk)
    {
        _availability.Add(chunk);
        _picker.Reranked(chunk);
    }

    private void Uncount(PlannedSource source)
    {
        if (source.HoldsAll)
            _availability.RemoveFull();
        if (source.Chunks is { } chunks)
        {
            foreach (var chunk in chunks.EnumerateSet())
                UncountOne(chunk);
        }

        source.HoldsAll = false;
        source.Chunks = null;
    }

    private void UncountOne(int chunk)
    {
        _availability.Remove(chunk);
        _picker.Reranked(chunk);
    }
}
