namespace Akka.P2P.Core.Talking;

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Akka.P2P.Core.Identity;

/// <summary>
/// Pings that are on their way. Each is sent again every while, under a number of its own, so that an answer says which of them it is to
/// and how long that one took. Not safe for several threads; time is the span since any fixed origin.
/// </summary>
/// <param name="retry">Between two tries.</param>
/// <param name="patience">After so long without any answer it is over.</param>
/// <param name="max">On their way at one time.</param>
/// <param name="random">Draws the numbers.</param>
/// <typeparam name="TAsker">Who waits for the answer.</typeparam>
public sealed class PingBook<TAsker>(TimeSpan retry, TimeSpan patience, int max, Random random)
{
    private readonly List<Pending> _pending = [];

    public bool IsEmpty => _pending.Count == 0;

    /// <returns>The number to send; null when too many are on their way.</returns>
    public long? Begin(PeerAddress target, TAsker asker, TimeSpan now)
    {
        if (_pending.Count >= max)
            return null;
        var pending = new Pending(target, asker, now);
        _pending.Add(pending);
        return pending.Try(random, now);
    }

    /// <summary>An answer came.</summary>
    /// <param name="nonce">The number that it names.</param>
    /// <param name="now">The moment.</param>
    /// <param name="ended">Whose ping is over with it, and how long the try took that was answered.</param>
    /// <returns>False when it answers nothing that is on its way: it changes nothing.</returns>
    public bool TryEnd(long nonce, TimeSpan now, [NotNullWhen(true)] out EndedPing<TAsker>? ended)
    {
        ended = null;
        if (_pending.Find(p => p.Tries.ContainsKey(nonce)) is not { } found)
            return false;
        _pending.Remove(found);
        ended = new EndedPing<TAsker>(found.Target, found.Asker, now - found.Tries[nonce]);
        return true;
    }

    /// <summary>Those that nobody answered.</summary>
    public ImmutableArray<EndedPing<TAsker>> Expire(TimeSpan now)
    {
        ImmutableArray<EndedPing<TAsker>> over =
            [.. _pending.Where(p => now - p.Since >= patience).Select(p => new EndedPing<TAsker>(p.Target, p.Asker, now - p.Since))];
        _pending.RemoveAll(p => now - p.Since >= patience);
        return over;
    }

    /// <summary>What is to be sent again now.</summary>
    public ImmutableArray<(PeerAddress Target, long Nonce)> Due(TimeSpan now) =>
        [.. _pending.Where(p => now - p.LastTry >= retry).Select(p => (p.Target, p.Try(random, now)))];

    private sealed class Pending(PeerAddress target, TAsker asker, TimeSpan since)
    {
        public PeerAddress Target { get; } = target;

        public TAsker Asker { get; } = asker;

        public TimeSpan Since { get; } = since;

        public TimeSpan LastTry { get; private set; }

        public Dictionary<long, TimeSpan> Tries { get; } = [];

        public long Try(Random random, TimeSpan now)
        {
            long nonce;
            do
                nonce = random.NextInt64(1, long.MaxValue);
            while (!Tries.TryAdd(nonce, now));
            LastTry = now;
            return nonce;
        }
    }
}

/// <param name="Elapsed">The round trip; or, when nobody answered, how long we waited.</param>
public sealed record EndedPing<TAsker>(PeerAddress Target, TAsker Asker, TimeSpan Elapsed);
