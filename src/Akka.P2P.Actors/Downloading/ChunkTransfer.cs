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
/// the slices come; those of a small one, which is a single slice, together with others when it is there. The fetcher owns it.
/// </summary>
internal sealed class ChunkTransfer(ChunkVerifier verifier, ChunkIndex chunk, AttemptId attempt, int length)
{
    private readonly ChunkAssembly _assembly = new(chunk, attempt, length, WireLimits.SliceBytes);
    private readonly ChunkHasher? _hasher = length > WireLimits.SliceBytes ? new ChunkHasher(verifier, chunk) : null;
    private readonly TimeSpan[] _askedAt = new TimeSpan[SlicesIn(length)];
    private readonly Queue<SliceData> _unhashed = new(0);
    private readonly List<Task> _hashing = new(0);
    private bool _isHashing;
    private int _asked;
    private int _arrivedSlices;

    public ChunkIndex Chunk => chunk;

    public AttemptId Attempt => attempt;

    public int Length => length;

    /// <summary>A single slice: it is complete as soon as anything of it came.</summary>
    public bool IsSmall => _hasher is null;

    /// <summary>All of them when it is complete.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Slices => _assembly.Slices;

    /// <summary>Bytes that nobody was asked for yet.</summary>
    public int Unasked => length - _asked;

    /// <summary>Bytes that were asked for and did not come.</summary>
    public int OnTheWay => _asked - _assembly.Arrived;

    public int SlicesOnTheWay => SlicesIn(_asked) - _arrivedSlices;

    /// <summary>Slices that carry so many bytes from a slice's beginning.</summary>
    public static int SlicesIn(int bytes) => (int)(((long)bytes + WireLimits.SliceBytes - 1) / WireLimits.SliceBytes);

    /// <summary>The next range to ask for, of at most so many bytes but at least one slice.</summary>
    public (int Offset, int Length) Ask(long room, TimeSpan now)
    {
        // Whole slices, or all that is left.
        var whole = long.Max(1, room / WireLimits.SliceBytes) * WireLimits.SliceBytes;
        var range = (Offset: _asked, Length: Unasked <= room ? Unasked : (int)long.Min(whole, Unasked));
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
        {
            askedAt = _askedAt[slice.Offset / WireLimits.SliceBytes];
            _arrivedSlices++;
        }

        return outcome;
    }

    /// <summary>
    /// Has a slice hashed that was accepted, of a chunk that isn't small. One thread at a time works for a chunk and takes all that came meanwhile: waking one for
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

    /// <summary>Of a whole chunk that isn't small: verified by its hashes, and only then kept.</summary>
    public async Task<ChunkVerdict> VerifyAndKeep(IChunkStore store, WorkPool pool)
    {
        await Task.WhenAll(_hashing);
        return await pool.RunAsync(async ct =>
        {
            if (!_hasher!.Verify())
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

            _hasher!.Add(slice.Offset, slice.Payload.Span);
        }
    }
}
