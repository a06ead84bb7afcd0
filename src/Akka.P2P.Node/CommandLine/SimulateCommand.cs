namespace Akka.P2P.Node.CommandLine;

using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Node.Simulating;
using Akka.P2P.Simulation;

internal static class SimulateCommand
{
    public static Command Describe()
    {
        var peers = Count("--peers", "How many download, 1 to 20000.", 10, 1, 20_000);
        var size = Size("--size", "Size of the file.", 10L << 30);
        var up = Rate("--up", "What each peer sends: 1Gbit, 50Mbit/s, 125MB/s, or a range, 100Mbit..1Gbit.");
        var down = Rate("--down", "What each peer receives; as --up.");
        var seeders = Count("--seeders", "How many hold the file from the start.", 1, 1, 1000);
        var chunk = new Option<long?>("--chunk")
        {
            Description = "Chunk length, a power of two. Default: what a torrent of that size gets.",
            HelpName = "SIZE",
            CustomParser = result => ParseSize(result, "--chunk"),
        };
        var roundTrip = new Option<TimeSpan>("--rtt")
        {
            Description = "Of every route.",
            HelpName = "DURATION",
            DefaultValueFactory = _ => TimeSpan.FromMilliseconds(1),
            CustomParser = result => Durations.TryParse(result.Tokens[0].Value, out var duration) ? duration : Reject(result, "--rtt takes a duration, for example 20ms", TimeSpan.Zero),
        };
        var churn = Part("--churn", "How many of the peers leave before they are done.");
        var liars = Part("--liars", "How many of the peers send wrong bytes.");
        var late = Part("--late", "How many of the peers come later.");
        var sequential = new Option<bool>("--sequential") { Description = "Everybody takes the chunks in their order: to see what that costs." };
        var showAll = new Option<bool>("--show-all") { Description = "Seeders show all that they hold from the start: to see what that costs." };
        var seed = new Option<int>("--seed") { Description = "The same seed plays the same.", DefaultValueFactory = _ => 1 };
        var trace = new Option<string?>("--trace") { Description = "Writes every transfer, a line each.", HelpName = "FILE" };
        var json = CommonOptions.Json();
        var command = new Command("simulate", "How long a push takes: plays a swarm in virtual time, without any network.")
        {
            peers, size, up, down, seeders, chunk, roundTrip, churn, liars, late, sequential, showAll, seed, trace, json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(chunk) is { } length && !ChunkGrid.IsChunkLength(length))
                result.AddError("--chunk takes a power of two from 16KiB to 64MiB");
            if (result.GetValue(churn) + result.GetValue(liars) + result.GetValue(late) > 1)
                result.AddError("--churn, --liars and --late are of different peers: together at most 100%");
        });
        command.Runs(json, (parsed, reporter, cancellation) => Task.FromResult(new SimulateRun(
            new SimulationScene
            {
                Peers = parsed.GetValue(peers),
                Seeders = parsed.GetValue(seeders),
                Bytes = parsed.GetValue(size),
                ChunkLength = (int?)parsed.GetValue(chunk),
                Up = parsed.GetValue(up),
                Down = parsed.GetValue(down),
                RoundTrip = parsed.GetValue(roundTrip),
                Churn = parsed.GetValue(churn),
                Liars = parsed.GetValue(liars),
                Late = parsed.GetValue(late),
                Sequential = parsed.GetValue(sequential),
                WithoutSuperSeeding = parsed.GetValue(showAll),
                Seed = parsed.GetValue(seed),
            },
            parsed.GetValue(trace),
            reporter).Run(cancellation)));
        return command;
    }

    private static T Reject<T>(ArgumentResult result, string why, T value)
    {
        result.AddError($"{why}; '{result.Tokens[0].Value}' is none");
        return value;
    }

    private static Option<int> Count(string name, string what, int usual, int least, int most)
    {
        var option = new Option<int>(name) { Description = what, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var count && (count < least || count > most))
                result.AddError($"{name} takes a number from {least} to {most}");
        });
        return option;
    }

    private static Option<long> Size(string name, string what, long usual) => new(name)
    {
        Description = what,
        HelpName = "SIZE",
        DefaultValueFactory = _ => usual,
        CustomParser = result => ParseSize(result, name) ?? 0,
    };

    private static long? ParseSize(ArgumentResult result, string name) =>
        ByteSize.TryParse(result.Tokens[0].Value, out var bytes) && bytes > 0
            ? bytes
            : Reject<long?>(result, $"{name} takes a size such as 256MiB or 2GiB", null);

    private static Option<RateRange> Rate(string name, string what) => new(name)
    {
        Description = what,
        HelpName = "RATE",
        DefaultValueFactory = _ => new RateRange(125_000_000),
        CustomParser = result => LinkRate.TryParse(result.Tokens[0].Value, out var range)
            ? range
            : Reject(result, $"{name} takes a rate such as 1Gbit or 125MB/s", new RateRange(1)),
    };

    private static Option<double> Part(string name, string what) => new(name)
    {
        Description = what,
        HelpName = "PERCENT",
        CustomParser = result => double.TryParse(
            result.Tokens[0].Value.TrimEnd('%'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is >= 0 and <= 90
            ? percent / 100
            : Reject(result, $"{name} takes a percentage from 0 to 90, for example 30%", 0.0),
    };
}
