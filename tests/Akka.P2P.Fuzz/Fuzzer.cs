namespace Akka.P2P.Fuzz;

using System.Diagnostics;
using System.Globalization;

/// <summary>
/// Runs one target from one seed: every input of the corpus as it is, then mutations of whatever has done something new. The same
/// seed and count give the same inputs.
/// </summary>
internal sealed class Fuzzer(FuzzTarget target, int seed)
{
    private const int MostKept = 4096;
    private const int MostBytes = 128_000;

    /// <summary>A parser of such inputs takes microseconds; so long takes one that is quadratic in the worst way, or hangs.</summary>
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(5);

    /// <summary>A quarter of a usual stack: who recurses without a bound is found sooner.</summary>
    private const int Stack = 384 * 1024;

    private readonly List<byte[]> _pool = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public int Count { get; private set; }

    public IReadOnlyCollection<string> Seen => _seen;

    /// <summary>The inputs of one target's folder of the corpus.</summary>
    public static IEnumerable<(string File, byte[] Bytes)> Corpus(string name)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Corpus", name);
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file), File.ReadAllBytes(file)))
            : [];
    }

    /// <summary>Runs until so many mutations, or so much time, are through.</summary>
    /// <exception cref="FuzzException">An input broke the target.</exception>
    public void Run(int mutations, TimeSpan time)
    {
        FuzzException? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    Loop(mutations, time);
                }
                catch (FuzzException e)
                {
                    failure = e;
                }
            },
            Stack);
        thread.Start();
        thread.Join();
        if (failure is not null)
            throw failure;
    }

    private void Loop(int mutations, TimeSpan time)
    {
        var random = new Random(seed);
        var mutator = new Mutator(random, target.Words);
        var clock = Stopwatch.StartNew();
        var corpus = Corpus(target.Name).Select(c => c.Bytes).Concat(target.Seeds()).ToList();
        // Tables and code that are made once are no input's fault.
        foreach (var input in corpus)
            Quiet(input);
        foreach (var input in corpus)
        {
            Try(input);
            _pool.Add(input);
        }

        for (var i = 0; i < mutations && clock.Elapsed < time; i++)
        {
            var input = mutator.Mutate(_pool[random.Next(_pool.Count)], _pool[random.Next(_pool.Count)], MostBytes);
            if (Try(input) && _pool.Count < MostKept)
                _pool.Add(input);
        }
    }

    private void Quiet(byte[] input)
    {
        try
        {
            target.Run(input);
        }
        catch (Exception)
        {
            // Said when it counts.
        }
    }

    /// <returns>True when it did something new.</returns>
    private bool Try(byte[] input)
    {
        Count++;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        string happened;
        try
        {
            happened = target.Run(input);
        }
        catch (Exception e)
        {
            throw new FuzzException(target.Name, seed, Count, input, $"{e.GetType().Name}: {e.Message}", e);
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        if (clock.Elapsed > MostTime)
            throw new FuzzException(target.Name, seed, Count, input, $"{clock.Elapsed.TotalSeconds:0.0} s for {input.Length} bytes", null);
        if (allocated > target.AllocationBase + ((long)input.Length * target.AllocationFactor))
            throw new FuzzException(target.Name, seed, Count, input, $"{allocated} bytes allocated for {input.Length}", null);
        return _seen.Add(happened);
    }
}

/// <summary>An input that broke a parser, and how to see it again.</summary>
internal sealed class FuzzException(string target, int seed, int number, byte[] input, string what, Exception? cause) : Exception(
    string.Create(CultureInfo.InvariantCulture, $"{target}, seed {seed}, input {number} ({input.Length} bytes): {what}\n{Hex(input)}"), cause)
{
    public byte[] Input { get; } = input;

    private static string Hex(byte[] input) => Convert.ToHexString(input.AsSpan(0, Math.Min(input.Length, 1000)));
}
