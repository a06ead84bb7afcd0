namespace Akka.Actor;

using Akka.Configuration;

/// <summary>One phase of a coordinated shutdown, as configured.</summary>
/// <param name="DependsOn">The phases that must have ended before.</param>
/// <param name="Timeout">How long its tasks may take together.</param>
/// <param name="Recover">Whether the shutdown goes on when a task fails or the time is up.</param>
/// <param name="Enabled">Whether its tasks run at all.</param>
internal sealed record ShutdownPhase(IReadOnlyList<string> DependsOn, TimeSpan Timeout, bool Recover, bool Enabled)
{
    /// <summary>Reads <c>phases</c> of the section, with its <c>default-phase-timeout</c>.</summary>
    internal static Dictionary<string, ShutdownPhase> Read(Config section)
    {
        var defaultTimeout = section.GetTimeSpan("default-phase-timeout");
        var phases = new Dictionary<string, ShutdownPhase>(StringComparer.Ordinal);
        var configured = section.GetConfig("phases");
        foreach (var (name, _) in configured.Root.GetObject().Items)
        {
            var phase = configured.GetConfig(name);
            phases.Add(name, new ShutdownPhase(
                [.. phase.GetStringList("depends-on", [])],
                phase.GetTimeSpan("timeout", defaultTimeout),
                phase.GetBoolean("recover", true),
                phase.GetBoolean("enabled", true)));
        }

        return phases;
    }

    /// <summary>The phases in an order in which each comes after those it depends on; ties keep the order of their names.</summary>
    /// <exception cref="ArgumentException">The phases depend on each other in a circle.</exception>
    internal static List<string> Sort(IReadOnlyDictionary<string, ShutdownPhase> phases)
    {
        var sorted = new List<string>();
        var done = new HashSet<string>(StringComparer.Ordinal);
        var open = new List<string>();
        foreach (var name in phases.Keys.Order(StringComparer.Ordinal))
            Visit(name);
        return sorted;

        void Visit(string name)
        {
            if (done.Contains(name))
                return;
            if (open.Contains(name))
                throw new ArgumentException($"Cycle detected in graph of phases. It must be a DAG. Phase [{name}] depends transitively on itself: {string.Join(" -> ", open)} -> {name}.");
            open.Add(name);
            if (phases.TryGetValue(name, out var phase))
            {
                foreach (var before in phase.DependsOn)
                    Visit(before);
            }

            open.Remove(name);
            done.Add(name);
            sorted.Add(name);
        }
    }
}
