namespace Akka.P2P.Actors.Downloading;

using Akka.P2P.Actors.Storing;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Protocol;

/// <summary>What became of a chunk that arrived whole.</summary>
internal enum ChunkVerdict
{
    Kept = 0,
    Corrupt = 1,
}

/// <summary>
/// One chunk on its way from one source: what was asked for, what came, and its hashes, which are computed outside of the actor as
/// the slices come. The fetcher owns it.
/// </summary>
internal sealed class ChunkTransfer(ChunkVerifier verifier, ChunkIndex chunk, AttemptId attempt, int length)
{
    private readonly ChunkAssembly _assembly = new(chunk, attempt, length, WireLimits.SliceBytes);
    private readonly ChunkHasher _hasher = new(verifier, chunk);
    private readonly TimeSpan[] _askedAt = new TimeSpan[(length + WireLimits.SliceBytes - 1) / WireLimits.SliceBytes];
    private readonly Queue<SliceData> _unhashed = [];
    private readonly List<Task> _hashing = [];
    private bool _isHashing;
    private int _asked;

    public ChunkIndex Chunk => chunk;

    public AttemptId Attempt => attempt;

    public int Length => length;

    /// <summary>Bytes that nobody was asked for yet.</summary>
    public int Unasked => length - _asked;

    /// <summary>Bytes that were asked for and did not come.</summary>
    public int OnTheWay => _asked - _assembly.Arrived;

    /// <summary>The next range to ask for, of at most so many bytes but at least one slice.</summary>
    public (int Offset, int Length) Ask(long room, TimeSpan now)
    {
        var slices = int.Max(1, (int)long.Min(room / WireLimits.SliceBytes, int.MaxValue / WireLimits.SliceBytes));
        var range = (Offset: _asked, Length: (int)long.Min((long)slices * WireLimits.SliceBytes, Unasked));
        for (var at = range.Offset; at < range.Offset + range.Length; at += WireLimits.SliceBytes)
            _askedAt[at / WireLimits.SliceBytes] = now;
        _asked += range.Length;
        return range;
    }

    /// <summary>When the slice was asked for; one that never was, is refused as out of place.</summary>
    public SliceOutcome Accept(SliceData slice, out TimeSpan askedAt)
    {
        askedAt = default;
        if (slice.Offset >= _asked)
            return SliceOutcome.WrongPlace;
        var outcome = _assembly.Accept(new AttemptId(slice.Attempt), slice.Offset, slice.Payload);
        if (outcome is SliceOutcome.Accepted or SliceOutcome.Completed)
            askedAt = _askedAt[slice.Offset / WireLimits.SliceBytes];
        return outcome;
    }

    /// <summary>
    /// Has a slice hashed that was accepted. One thread at a time works for a chunk and takes all that came meanwhile: waking one for
    /// each slice costs as much as hashing it.
    /// </summary>
    public void Hash(SliceData slice, WorkPool pool)
    {
        lock (_unhashed)
        {
            _unhashed.Enqueue(slice);
            if (_isHashing)
                return;
            _isHashing = true;
        }

        _hashing.Add(pool.Run(HashAll));
    }

    /// <summary>Of a whole chunk: verified by its hashes, and only then kept.</summary>
    public async Task<ChunkVerdict> VerifyAndKeep(IChunkStore store, WorkPool pool)
    {
        await Task.WhenAll(_hashing);
        return await pool.RunAsync(async ct =>
        {
            if (!_hasher.Verify())
                return ChunkVerdict.Corrupt;
            await store.KeepAsync(chunk, _assembly.Slices, ct);
            return ChunkVerdict.Kept;
        });
    }

    private bool HashAll()
    {
        while (true)
        {
            SliceData? slice;
            lock (_unhashed)
            {
                if (!_unhashed.TryDequeue(out slice))
                {
                    _isHashing = false;
                    return true;
                }
            }

            _hasher.Add(slice.Offset, slice.Payload.Span);
        }
    }
}
