namespace Akka.P2P.Faults;

using System.Globalization;
using Akka.P2P.Faults.Killing;
using Akka.P2P.Faults.Running;
using Akka.P2P.Faults.Soaking;

/// <summary>The program by hand: runs of drawn scenarios, kills, the soak.</summary>
internal static class FaultsProgram
{
    private const string Usage = """
        akka-p2p under fire; every failure prints the seed that plays it again
          --seed N [--runs COUNT] [--parallel 1] [--keep]   scenarios of the seeds N, N+1, …: real processes, random faults
          kills --seed N [--kills 100] [--size MIB] [--tree both|file|folder]
                                                            SIGKILL at random moments of a download into one target; half and half
          soak --minutes M [--seed 1]                       a swarm that runs on, with faults; memory, threads and handles must stay flat
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        using var interrupt = new CancellationTokenSource();
        using var term = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            interrupt.Cancel();
        });
        var options = Options.Parse(args);
        return options.What switch
        {
            "run" when options.Has("seed") => await FaultSeries.RunAsync(
                options.Int("seed", 1), options.Int("runs", 1), options.Int("parallel", 1), options.Has("keep"), interrupt.Token),
            "kills" => await KillAsync(options, interrupt.Token),
            "soak" => await SoakRun.PlayAsync(options.Int("seed", 1), options.Double("minutes", 30), interrupt.Token),
            _ => Help(),
        };
    }

    private static async Task<int> KillAsync(Options options, CancellationToken cancellation)
    {
        var (kills, tree) = (options.Int("kills", 100), options.Text("tree", "both"));
        (bool IsFolder, int Kills)[] plan = tree switch
        {
            "file" => [(false, kills)],
            "folder" => [(true, kills)],
            _ => [(false, kills - (kills / 2)), (true, kills / 2)],
        };
        var isGood = true;
        foreach (var part in plan)
        {
            var report = await KillRun.PlayAsync(options.Int("seed", 1), part.Kills, options.Int("size", 64), part.IsFolder, cancellation);
            Console.WriteLine(report);
            isGood &= report.Problems.Count == 0;
        }

        return isGood ? 0 : 1;
    }

    private static int Help()
    {
        Console.Error.WriteLine(Usage);
        return 2;
    }

    /// <summary><c>[WHAT] --name value … --flag</c>.</summary>
    private sealed class Options
    {
        private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

        public string What { get; private init; } = "run";

        public static Options Parse(string[] args)
        {
            var options = new Options { What = args is [var what, ..] && !what.StartsWith('-') ? what : "run" };
            for (var i = 0; i < args.Length; i++)
            {
                if (args[i].StartsWith("--", StringComparison.Ordinal))
                    options._values[args[i][2..]] = i + 1 < args.Length && !args[i + 1].StartsWith("--", StringComparison.Ordinal) ? args[++i] : "";
            }

            return options;
        }

        public bool Has(string name) => _values.ContainsKey(name);

        public string Text(string name, string otherwise) => _values.GetValueOrDefault(name, otherwise);

        public double Double(string name, double otherwise) =>
            _values.TryGetValue(name, out var text) ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;

        public int Int(string name, int otherwise) =>
            _values.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
    }
}
