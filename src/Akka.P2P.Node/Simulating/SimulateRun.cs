namespace Akka.P2P.Node.Simulating;

using System.Globalization;
using System.Text.Json.Nodes;
using Akka.P2P.Node.CommandLine;
using Akka.P2P.Node.Reporting;
using Akka.P2P.Simulation;

/// <summary><c>akka-p2p simulate</c>: plays a scene and says how near to the bound it came.</summary>
internal sealed class SimulateRun(SimulationScene scene, string? trace, IReporter reporter)
{
    public ExitCode Run(CancellationToken cancellation)
    {
        var result = Play(cancellation);
        foreach (var line in Lines(result))
            reporter.Say(line);
        if (result.Finished < result.Receivers)
            throw new CommandException(ExitCode.Failed, $"{result.Receivers - result.Finished} of {result.Receivers} peers never had everything.");
        reporter.Emit("done", new JsonObject
        {
            ["peers"] = scene.Peers,
            ["bytes"] = scene.Bytes,
            ["chunkLength"] = result.ChunkLength,
            ["finished"] = result.Finished,
            ["bound_seconds"] = Round(result.Bound.Seconds),
            ["p50_seconds"] = Round(result.P50),
            ["p99_seconds"] = Round(result.P99),
            ["max_seconds"] = Round(result.Max),
            ["p50_ratio"] = Round(result.P50Ratio),
            ["p99_ratio"] = Round(result.P99Ratio),
            ["max_ratio"] = Round(result.MaxRatio),
            ["first_seeder_copies"] = Round(result.FirstSeederCopies),
            ["duplicates"] = Round(result.Duplicates),
            ["waste"] = Round(result.Waste),
        });
        return ExitCode.Done;
    }

    private SimulationResult Play(CancellationToken cancellation)
    {
        if (trace is null)
            return Simulator.Run(scene, NodePolicy.Of(), null, cancellation);
        try
        {
            using var file = new StreamWriter(trace);
            return Simulator.Run(scene, NodePolicy.Of(), new TextTrace(file), cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Failed, $"{trace} can't be written: {e.Message}", e);
        }
    }

    private IEnumerable<string> Lines(SimulationResult result)
    {
        yield return string.Create(CultureInfo.InvariantCulture,
            $"{ByteSize.Format(scene.Bytes)} in chunks of {ByteSize.Format(result.ChunkLength)} to {scene.Peers} peers; no way is faster than {result.Bound.Seconds:0.0} s");
        yield return string.Create(CultureInfo.InvariantCulture,
            $"half of them have it after {result.P50:0.0} s ({result.P50Ratio:0.00} of the bound), 99 % after {result.P99:0.0} s ({result.P99Ratio:0.00}), the last after {result.Max:0.0} s ({result.MaxRatio:0.00})");
        yield return string.Create(CultureInfo.InvariantCulture,
            $"the first seeder sent {result.FirstSeederCopies:0.00} copies; {100 * result.Duplicates:0.00} % came twice, {100 * result.Waste:0.00} % were thrown away");
    }

    private static double Round(double value) => Math.Round(value, 4);
}
