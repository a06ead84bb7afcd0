namespace Akka.P2P.Faults.Scenarios;

using System.Collections.Immutable;
using System.Globalization;
using System.Text;

/// <summary>How a process is run.</summary>
public enum NodeMode
{
    /// <summary>By hand: <c>share</c> or <c>get</c>.</summary>
    ByHand,

    /// <summary>By hand, and it goes on seeding: <c>get --seed</c>.</summary>
    Seeding,

    /// <summary>Headless: <c>node --config</c>.</summary>
    Headless,
}

/// <summary>One process of the swarm.</summary>
/// <param name="JoinAt">The progress of the swarm at which it is started, 0 to 1.</param>
public sealed record NodePlan(string Name, NodeMode Mode, double JoinAt);

/// <summary>One that shares the tree too, and lies.</summary>
/// <param name="Lie">As <c>akka-p2p-liar --lie</c> names it.</param>
/// <param name="Share">Of the chunks that it lies about.</param>
/// <param name="After">Slices that it sends truly before.</param>
public sealed record LiarPlan(string Name, string Lie, double Share, int After);

/// <summary>One fault.</summary>
/// <param name="Node">The name of the node that it befalls.</param>
/// <param name="At">The progress of the swarm at which it happens: bytes that have passed, of all that must; above 1 it hits the end or never comes.</param>
/// <param name="Lasts">How long until it is mended: the process started again, the disk freed.</param>
/// <param name="IsMended">False when it stays as it is until the end of the run.</param>
public sealed record PlannedFault(FaultKind Kind, string Node, double At, TimeSpan Lasts, bool IsMended)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Kind} of {Node} at {At:0.00}{(IsMended ? $" for {Lasts.TotalSeconds:0.0} s" : ", for good")}");
}

/// <summary>One run: what is shared, by whom, who wants it, and what goes wrong. All of it follows from the seed.</summary>
/// <param name="Rate">Bytes a second that pass to and from each node, so that there is a middle to hit.</param>
/// <param name="IsPatient">True when the nodes keep their own time-outs; else those are short, to see more in the same time.</param>
public sealed record Scenario(
    int Seed, SourceTree Tree, ImmutableArray<NodePlan> Seeders, ImmutableArray<NodePlan> Leechers, ImmutableArray<LiarPlan> Liars,
    ImmutableArray<PlannedFault> Faults, long Rate, bool IsPatient)
{
    /// <summary>The tracker's name.</summary>
    public const string Tracker = "tracker";

    /// <summary>True when something stays broken, so that the honest end may be that nothing arrives.</summary>
    public bool CanFail => Faults.Any(f => !f.IsMended);

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"seed {Seed}: {Tree}; {Rate / 1024} KiB/s a node{(IsPatient ? ", default time-outs" : "")}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  {string.Join(", ", Seeders.Concat(Leechers).Select(n => $"{n.Name} {n.Mode}{(n.JoinAt > 0 ? string.Create(CultureInfo.InvariantCulture, $" from {n.JoinAt:0.00}") : "")}"))}");
        foreach (var liar in Liars)
            text.AppendLine(CultureInfo.InvariantCulture, $"  {liar.Name}: {liar.Lie} for {liar.Share:0.00} of the chunks, after {liar.After} slices");
        foreach (var fault in Faults)
            text.AppendLine(CultureInfo.InvariantCulture, $"  {fault}");
        return text.Append(CultureInfo.InvariantCulture, $"  again: dotnet run --project tests/Akka.P2P.Faults -c Release -- --seed {Seed}").ToString();
    }
}
