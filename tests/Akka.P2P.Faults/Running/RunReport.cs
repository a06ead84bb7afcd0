namespace Akka.P2P.Faults.Running;

using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Akka.P2P.Faults.Scenarios;

/// <summary>How a run ended.</summary>
public enum RunOutcome
{
    /// <summary>Every leecher has the tree, identical.</summary>
    Identical,

    /// <summary>Something stayed broken, and those who don't have the tree said so and left nothing under its name.</summary>
    HonestError,

    /// <summary>A wrong or partial file, a hang, a stack trace, a process that stayed: a bug.</summary>
    Failed,
}

/// <summary>What came of one scenario.</summary>
/// <param name="Skipped">Faults that could not be done here or at the time, and why.</param>
/// <param name="Complaints">Honest errors on the way, after which the node was started again.</param>
/// <param name="Problems">Why it failed; empty when it didn't.</param>
/// <param name="Folder">Logs and files; null when nothing was kept.</param>
public sealed record RunReport(
    Scenario Scenario, RunOutcome Outcome, TimeSpan Elapsed, ImmutableArray<FaultKind> Performed, ImmutableArray<string> Skipped, int Starts,
    ImmutableArray<string> Complaints, ImmutableArray<string> Problems, string? Folder)
{
    /// <summary>One line for a table of runs.</summary>
    public string Line() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Scenario.Seed,10}  {Outcome,-11} {Elapsed.TotalSeconds,5:0.0} s  {Scenario.Tree.TotalLength,9} B in {Scenario.Tree.Files.Length,3}  {Scenario.Seeders.Length}+{Scenario.Leechers.Length} nodes, {Starts} processes  {string.Join(' ', Performed.Select(k => k.ToString()).Concat(Scenario.Liars.Select(l => l.Lie)))}{(Skipped.Length > 0 ? $"; {Skipped.Length} not done" : "")}");

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder().AppendLine(Line()).AppendLine(Scenario.ToString());
        foreach (var problem in Problems)
            text.AppendLine(CultureInfo.InvariantCulture, $"  PROBLEM {problem}");
        foreach (var skipped in Skipped)
            text.AppendLine(CultureInfo.InvariantCulture, $"  not done: {skipped}");
        foreach (var complaint in Complaints)
            text.AppendLine(CultureInfo.InvariantCulture, $"  on the way: {complaint}");
        if (Folder is not null)
            text.AppendLine(CultureInfo.InvariantCulture, $"  logs and files: {Folder}");
        return text.ToString();
    }
}
