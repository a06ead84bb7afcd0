namespace Akka.P2P.Fuzz.Tests;

using Akka.P2P.Fuzz.Targets;
using Xunit.Abstractions;

/// <summary>
/// A short run of every fuzz target from one fixed seed: a value that is sound, or the error that is documented, within bounds of time,
/// memory and stack. Long runs are made by hand with the project beside this one.
/// </summary>
public sealed class CorpusTests(ITestOutputHelper output)
{
    private const int Seed = 20261;
    private const int Mutations = 4000;

    // Of a slow machine; the count decides on any other.
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(3);

    public static TheoryData<string> Targets() => [.. All.Names];

    [Theory(DisplayName = "Whatever a parser is given, it gives a sound value or its documented error, in bounded time, memory and stack")]
    [MemberData(nameof(Targets))]
    public void Target(string name)
    {
        var target = All.Of(name);
        using var owned = target as IDisposable;
        var fuzzer = new Fuzzer(target, Seed);
        fuzzer.Run(Mutations, Most);
        output.WriteLine($"{name}: {fuzzer.Count} inputs, seed {Seed}, {fuzzer.Seen.Count} kinds of outcome");
        Assert.InRange(fuzzer.Seen.Count, 2, int.MaxValue);
    }

    [Fact(DisplayName = "A parser that lets an exception escape, hangs in memory or gives an unsound value is found, with the input")]
    public void The_fuzzer_can_fail()
    {
        var thrown = Assert.Throws<FuzzException>(() => new Fuzzer(new Careless(), Seed).Run(100_000, TimeSpan.FromSeconds(30)));
        Assert.Contains($"seed {Seed}", thrown.Message, StringComparison.Ordinal);
        Assert.Contains(thrown.Input, b => b == 0xFF);
    }

    private sealed class Careless : FuzzTarget
    {
        public override string Name => "careless";

        public override IEnumerable<byte[]> Seeds() => [[1, 2, 3, 4]];

        public override string Run(byte[] input) => input.AsSpan().IndexOf((byte)0xFF) >= 0 ? throw new InvalidCastException("oh") : "fine";
    }
}
