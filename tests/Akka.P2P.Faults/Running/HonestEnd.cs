namespace Akka.P2P.Faults.Running;

/// <summary>
/// Whether a leecher may end without the tree: something that stays broken has to be in its way, and it has to have said why it has no
/// more. Everything else is a hang, whatever else is broken elsewhere.
/// </summary>
public static class HonestEnd
{
    /// <param name="name">The leecher's.</param>
    /// <param name="broken">Names of nodes that something stays broken of.</param>
    /// <param name="sources">Names of the nodes that hold the whole tree and could serve it, broken or not.</param>
    /// <returns>What is wrong with it, in one sentence; null when it ends in honour.</returns>
    public static string? Problem(string name, LeecherHistory history, IReadOnlyCollection<string> broken, IEnumerable<string> sources)
    {
        ArgumentNullException.ThrowIfNull(history);
        // Nobody asked it for anything: the swarm stood still before its turn.
        if (!history.HasStarted)
            return null;
        if (!IsTouched(name, broken, sources))
            return $"{name} has no tree, although nothing that stays broken is in its way; it said: {history.LastWord() ?? "nothing"}";
        return history.LastWord() is null ? $"{name} has no tree, and since its last progress it has not said why" : null;
    }

    /// <summary>Whether what stays broken is in its way: its own disk, or every source that could serve it.</summary>
    public static bool IsTouched(string name, IReadOnlyCollection<string> broken, IEnumerable<string> sources)
    {
        ArgumentNullException.ThrowIfNull(broken);
        ArgumentNullException.ThrowIfNull(sources);
        return broken.Contains(name) || (broken.Count > 0 && sources.All(broken.Contains));
    }
}
