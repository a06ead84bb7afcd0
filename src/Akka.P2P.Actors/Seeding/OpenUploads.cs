namespace Akka.P2P.Actors.Seeding;

using Akka.P2P.Core.Identity;

/// <summary>
/// Chunks that peers have begun, which means: asked for a part of, and not got whole. A peer whose turn is over still gets the rest of
/// these, so that what was sent of them is not lost. One entry an attempt; bounded for each peer.
/// </summary>
/// <param name="maxPerPeer">Attempts that one peer may have open.</param>
internal sealed class OpenUploads(int maxPerPeer)
{
    private readonly Dictionary<PeerId, Dictionary<long, Upload>> _open = [];

    public int Count => _open.Values.Sum(attempts => attempts.Count);

    /// <summary>Whether the peer has begun anything that did not go out whole.</summary>
    public bool Has(PeerId peer) => _open.ContainsKey(peer);

    public bool IsOpen(PeerId peer, long attempt) => _open.TryGetValue(peer, out var attempts) && attempts.ContainsKey(attempt);

    /// <summary>The peer begins a chunk: it asks for a first part of it.</summary>
    /// <param name="length">Bytes of the whole chunk.</param>
    /// <returns>False when it has too many open; nothing changed.</returns>
    public bool TryBegin(PeerId peer, long attempt, int chunk, int length)
    {
        if (!_open.TryGetValue(peer, out var attempts))
            _open.Add(peer, attempts = []);
        if (attempts.Count >= maxPerPeer)
            return false;
        attempts[attempt] = new Upload(chunk, length);
        return true;
    }

    /// <summary>Bytes of the attempt were sent.</summary>
    /// <param name="chunk">Which one went out whole.</param>
    /// <returns>Whether it was the last of it: the attempt is no longer open.</returns>
    public bool Sent(PeerId peer, long attempt, int bytes, out int chunk)
    {
        chunk = -1;
        if (!_open.TryGetValue(peer, out var attempts) || !attempts.TryGetValue(attempt, out var upload))
            return false;
        if (upload.Unsent > bytes)
        {
            attempts[attempt] = upload with { Unsent = upload.Unsent - bytes };
            return false;
        }

        chunk = upload.Chunk;
        Remove(peer, attempts, attempt);
        return true;
    }

    /// <summary>It is not wanted any more, or can't be given.</summary>
    /// <param name="chunk">Which one it was of.</param>
    /// <returns>Whether it was open.</returns>
    public bool TryDrop(PeerId peer, long attempt, out int chunk)
    {
        chunk = -1;
        if (!_open.TryGetValue(peer, out var attempts) || !attempts.TryGetValue(attempt, out var upload))
            return false;
        chunk = upload.Chunk;
        Remove(peer, attempts, attempt);
        return true;
    }

    public void Forget(PeerId peer) => _open.Remove(peer);

    private void Remove(PeerId peer, Dictionary<long, Upload> attempts, long attempt)
    {
        attempts.Remove(attempt);
        if (attempts.Count == 0)
            _open.Remove(peer);
    }

    private readonly record struct Upload(int Chunk, int Unsent);
}
