using System.Diagnostics;
using System.Globalization;
using Akka.P2P.Fuzz;
using Akka.P2P.Fuzz.Targets;

// dotnet run -c Release --project tests/Akka.P2P.Fuzz -- TARGET|all [--seconds 60] [--seed 1]
//                                                     -- storm [--count 1000000] [--seed 1]       hostile frames at a node that serves a file meanwhile
//                                                     -- crowd [--count 10000] [--size 2048] [--rounds 3]    a transfer alone, and among silent and among slow connections
//                                                     -- hold MODE COUNT PORT…                    the crowd itself; started by crowd
string Option(string name, string otherwise) => Array.IndexOf(args, "--" + name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : otherwise;

int Number(string name, int otherwise) => int.Parse(Option(name, otherwise.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);

var seed = Number("seed", 1);
switch (args)
{
    case ["storm", ..]:
        return await StormRun.RunAsync(Number("count", 1_000_000), seed);
    case ["crowd", ..]:
        return await CrowdRun.RunAsync(Number("count", 10_000), Number("size", 2048), Number("rounds", 3));
    case ["hold", var mode, var count, .. var ports]:
        return await Crowd.HoldAsync(mode, int.Parse(count, CultureInfo.InvariantCulture), [.. ports.Select(p => int.Parse(p, CultureInfo.InvariantCulture))]);
    default:
        break;
}

var names = args.Length == 0 || args[0] == "all" ? All.Names : [args[0]];
foreach (var name in names)
{
    var target = All.Of(name);
    var fuzzer = new Fuzzer(target, seed);
    var clock = Stopwatch.StartNew();
    try
    {
        fuzzer.Run(int.MaxValue, TimeSpan.FromSeconds(Number("seconds", 60)));
        Console.WriteLine($"{name}: {fuzzer.Count:N0} inputs in {clock.Elapsed.TotalSeconds:0} s, seed {seed}, {fuzzer.Seen.Count} kinds of outcome");
    }
    catch (FuzzException e)
    {
        var file = Path.Combine(Path.GetTempPath(), $"fuzz-{name}-{seed}-{fuzzer.Count}.bin");
        File.WriteAllBytes(file, e.Input);
        Console.WriteLine($"{e.Message}\n{e.InnerException}\nThe input lies in {file}");
        return 1;
    }
}

return 0;
