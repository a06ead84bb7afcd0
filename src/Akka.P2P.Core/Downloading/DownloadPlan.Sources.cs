namespace Akka.P2P.Core.Downloading;

using System.Collections.Immutable;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Identity;

public sealed partial class DownloadPlan
{
    // Turns in a row that end with our requests unanswered. An honest seeder among many who want its slots can be too late again and again.
    private const int MaxEmptyTurns = 64;

    // Intervals for which a source is not replaced: its queue may be long.
    private const int Grace = 3;

    /// <summary>A connection to the source is being made. Call only when <see cref="Accepts"/> said yes.</summary>
    public ImmutableArray<DownloadAction> SourceJoined(PeerId source, TimeSpan now)
    {
        if (!Accepts(source, now))
            return [];
        var record = _memory.Of(source, () => new RetryBudget(_limits.MaxSourceFailures, _limits.Backoff, _random));
        _sources.Add(new PlannedSource(source, ++_joined, record, now));
        return [];
    }

    /// <summary>
    /// Somebody trustworthy says that the source has just come back: it may be asked at once. Its failures stay counted, so that one
    /// who comes back again and again gains nothing by it, and one who lied stays banned.
    /// </summary>
    public void CameBack(PeerId source) => _memory.Find(source)?.Budget.EndPause();

    /// <summary>The source's fetcher has ended.</summary>
    public ImmutableArray<DownloadAction> SourceLeft(PeerId source, TimeSpan now)
    {
        if (!_sources.TryGet(source, out var state))
            return [];
        Remove(state);
        return Decide(now);
    }

    public ImmutableArray<DownloadAction> HaveAll(PeerId source, TimeSpan now)
    {
        if (!_sources.TryGet(source, out var state) || state.HoldsAll)
            return [];
        Uncount(state);
        state.HoldsAll = true;
        state.ExhaustedIn = -1;
        _availability.AddFull();
        return DecideFor(state, now);
    }

    /// <summary>The whole of what the source holds; replaces what was known of it.</summary>
    /// <exception cref="ArgumentException">The bitfield is of another torrent.</exception>
    public ImmutableArray<DownloadAction> HaveBitfield(PeerId source, Bitfield chunks, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(chunks);
        if (chunks.Length != Grid.Count)
            throw new ArgumentException($"A bitfield over {chunks.Length} chunks is not of a torrent of {Grid.Count}.", nameof(chunks));
        if (!_sources.TryGet(source, out var state))
            return [];
        Uncount(state);
        state.Chunks = chunks.Clone();
        state.ExhaustedIn = -1;
        foreach (var chunk in state.Chunks.EnumerateSet())
            Count(chunk);
        return DecideFor(state, now);
    }

    /// <summary>Whether any of these is not kept: who else has the others is no news to this download.</summary>
    public bool LacksAny(ReadOnlySpan<ChunkIndex> chunks)
    {
        foreach (var chunk in chunks)
        {
            if (_ledger.StateOf(chunk) != ChunkState.Held)
                return true;
        }

        return false;
    }

    /// <summary>The source has further chunks.</summary>
    public ImmutableArray<DownloadAction> Have(PeerId source, ReadOnlySpan<ChunkIndex> chunks, TimeSpan now)
    {
        // Of what is held nobody needs to know who else holds it; in a swarm that is most of what is said.
        if (!LacksAny(chunks) || !_sources.TryGet(source, out var state) || state.HoldsAll)
            return [];
        state.Chunks ??= new Bitfield(Grid.Count);
        foreach (var chunk in chunks)
        {
            if (_ledger.StateOf(chunk) is var it && (it == ChunkState.Held || !state.Chunks.Set(chunk)))
                continue;
            Count(chunk.Value);
            // What is on its way may be of use once there is nothing else.
            if (it == ChunkState.Wanted || _picker.Count == 0)
                state.ExhaustedIn = -1;
        }

        return DecideFor(state, now);
    }

    /// <summary>The source serves us, for the first time or again; what it had begun to send before is still on its way.</summary>
    public ImmutableArray<DownloadAction> SourceUnchoked(PeerId source, TimeSpan now)
    {
        if (!_sources.TryGet(source, out var state))
            return [];
        _sources.SetReady(state, true);
        return DecideFor(state, now);
    }

    /// <summary>The source's fetcher is connecting: nothing can be asked of it, and what had been asked is released.</summary>
    public ImmutableArray<DownloadAction> FetcherWaiting(PeerId source, TimeSpan now)
    {
        if (!_sources.TryGet(source, out var state))
            return [];
        ReleaseAll(state, avoid: false);
        _sources.SetReady(state, false);
        return Decide(now);
    }

    /// <summary>
    /// The source chokes us: its turn for us is over. That is its right and nobody's fault, unless it goes on taking our requests and
    /// choking us with no chunk in between: then it only costs work, and that counts as a failure.
    /// </summary>
    /// <param name="source">Who.</param>
    /// <param name="lost">Attempts that it had not begun: they go elsewhere. What it began it still sends.</param>
    /// <param name="now">Since the origin of the caller's clock.</param>
    public ImmutableArray<DownloadAction> SourceChoked(PeerId source, ReadOnlySpan<AttemptId> lost, TimeSpan now)
    {
        if (!_sources.TryGet(source, out var state))
            return [];
        _sources.SetReady(state, false);
        foreach (var attempt in lost)
        {
            if (_ledger.TryGetClaim(attempt, out var claim) && claim.Source == source)
                Release(claim);
        }

        if (lost.IsEmpty)
            return [];
        NoteEmptyTurn(state, now);
        return Decide(now);
    }

    private void NoteEmptyTurn(PlannedSource source, TimeSpan now)
    {
        if (++source.EmptyTurns > MaxEmptyTurns)
            Blame(source, default, FetchFailure.Choked, "", now, _actions);
    }

    /// <summary>The source as a whole failed: silence, a lost link, a refusal to talk. All that it was asked for goes elsewhere.</summary>
    public ImmutableArray<DownloadAction> SourceFailed(PeerId source, FetchFailure kind, string detail, TimeSpan now)
    {
        if (!_sources.TryGet(source, out var state))
            return [];
        _sources.SetReady(state, false);
        ReleaseAll(state, avoid: true);
        // No chunk is to blame: what is wrong is what it said of itself.
        Blame(state, default, kind, detail, now, _actions);
        return Decide(now);
    }

    private void Blame(
        PlannedSource source, ChunkClaim claim, FetchFailure kind, string detail, TimeSpan now,
        ImmutableArray<DownloadAction>.Builder actions)
    {
        source.Budget.Failed(now);
        if (source.Budget.NotBefore > _pausesUntil)
            _pausesUntil = source.Budget.NotBefore;
        if (kind is FetchFailure.Corrupt or FetchFailure.Malformed)
        {
            source.Evidence.Add(new Evidence(source.Id, claim.Chunk, claim.Attempt, kind, detail, now));
            if (source.Evidence.Count >= _limits.BanAfter)
            {
                var evidence = _memory.Ban(source.Id);
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

    // Those who come together meet the same few first; with these they would share whatever these can send, beside others who have more than they need.
    private void ReplaceWorst(TimeSpan now, ImmutableArray<DownloadAction>.Builder actions)
    {
        if (_finished || _limits.ReplaceFrom == 0 || _sources.Count < _limits.ReplaceFrom || now < _replaceAt)
            return;
        _replaceAt = now + _limits.ReplaceInterval;
        PlannedSource? worst = null;
        foreach (var source in _sources.All)
        {
            if (source.ClaimCount == 0 && !source.HoldsAll && now - source.JoinedAt >= Grace * _limits.ReplaceInterval
                && (worst is null || source.GaveLately < worst.GaveLately))
                worst = source;
            source.GaveLately /= 2;
        }

        if (worst is null)
            return;
        Remove(worst);
        actions.Add(new DownloadAction.DropSource(worst.Id, DropReason.Replaced));
    }

    private void Remove(PlannedSource source)
    {
        ReleaseAll(source, avoid: false);
        Uncount(source);
        foreach (var avoiders in _avoid.Values)
            avoiders.Remove(source.Id);
        _sources.Remove(source);
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
