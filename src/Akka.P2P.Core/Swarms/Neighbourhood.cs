namespace Akka.P2P.Core.Swarms;

/// <summary>
/// Whom of the peers it knows a download connects to: by chance, so that the graph of a swarm is a random one, which has no islands as soon
/// as everybody has a handful of neighbours. Of those that hold everything at most a quarter of the room goes first, since what is rare is there;
/// whoever says so may be lying, and so they never fill the room.
/// </summary>
public static class Neighbourhood
{
    /// <param name="known">Those that are not connected.</param>
    /// <param name="holdsAll">Whether it says that it holds everything.</param>
    /// <param name="may">Whether a connection to it may be tried now.</param>
    /// <param name="room">At most so many are chosen.</param>
    /// <param name="random">The only source of chance.</param>
    public static IReadOnlyList<T> Choose<T>(IReadOnlyList<T> known, Func<T, bool> holdsAll, Func<T, bool> may, int room, Random random)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(holdsAll);
        ArgumentNullException.ThrowIfNull(may);
        ArgumentNullException.ThrowIfNull(random);
        if (room <= 0 || known.Count == 0)
            return [];
        var candidates = known.Where(may).ToArray();
        random.Shuffle(candidates);
        var full = candidates.Where(holdsAll).Take((room + 3) / 4).ToHashSet();
        return [.. full, .. candidates.Where(c => !full.Contains(c)).Take(room - full.Count)];
    }
}
