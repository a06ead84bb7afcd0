namespace Akka.P2P.Actors.Downloading;

using System.Diagnostics.CodeAnalysis;

/// <summary>
/// Small chunks that arrived whole and wait to be verified and kept. They are taken in groups: what comes while groups are being worked on
/// gathers and makes the next one, so that a single chunk waits for nothing and many cost one piece of work.
/// </summary>
internal sealed class KeepQueue
{
    // So many that the disk always has something to do, and so few that groups grow under load.
    private const int MaxGroups = 2;
    private const int MaxChunks = 512;
    private const int MaxBytes = 1024 * 1024;

    private readonly Queue<ChunkTransfer> _waiting = [];
    private int _groups;

    public void Add(ChunkTransfer transfer) => _waiting.Enqueue(transfer);

    /// <summary>The next group; it is being worked on until <see cref="Done"/>.</summary>
    public bool TryTake([NotNullWhen(true)] out IReadOnlyList<ChunkTransfer>? group)
    {
        group = null;
        if (_groups == MaxGroups || _waiting.Count == 0)
            return false;
        var taken = new List<ChunkTransfer>(int.Min(_waiting.Count, MaxChunks));
        var bytes = 0L;
        while (taken.Count < MaxChunks && _waiting.TryPeek(out var next) && (taken.Count == 0 || bytes + next.Length <= MaxBytes))
        {
            bytes += next.Length;
            taken.Add(_waiting.Dequeue());
        }

        _groups++;
        group = taken;
        return true;
    }

    public void Done() => _groups--;
}
