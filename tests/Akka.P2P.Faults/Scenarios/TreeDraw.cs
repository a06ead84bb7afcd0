namespace Akka.P2P.Faults.Scenarios;

using System.Collections.Immutable;
using System.Globalization;

/// <summary>Draws what is shared: sizes around every boundary, nested and flat, empty and executable files, names of all kinds.</summary>
public static class TreeDraw
{
    private static readonly int[] Boundaries = [0, 1, 16383, 16384, 65537, 262_143, 262_144, 262_145, 1_048_576];
    private static readonly string[] Names = ["data", "model weights", "gewichte-äöü", "数据", "дамп", "emoji-🎲", "a.b.c", "ñandú", ".hidden", "UPPER", "x"];

    /// <summary>A tree of at most 16 MiB.</summary>
    public static SourceTree Draw(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return random.Next(10) switch
        {
            < 1 => File(random, Boundaries[random.Next(Boundaries.Length)]),
            < 4 => File(random, random.Next(1 << 20, 6 << 20)),
            < 5 => File(random, random.Next(6 << 20, 16 << 20)),
            < 8 => Nested(random),
            _ => Many(random),
        };
    }

    private static SourceTree File(Random random, int length) =>
        new($"{Name(random)}.bin", false, [new SourceFile("", length, random.Next(), random.Next(4) == 0)]);

    private static SourceTree Nested(Random random)
    {
        var files = ImmutableArray.CreateBuilder<SourceFile>();
        var count = random.Next(2, 13);
        for (var i = 0; i < count; i++)
        {
            var length = random.Next(4) switch
            {
                0 => Boundaries[random.Next(Boundaries.Length)],
                1 => 0,
                _ => random.Next(1 << 21),
            };
            files.Add(new SourceFile(Folders(random, i) + Numbered(random, i), length, random.Next(), random.Next(3) == 0));
        }

        return new SourceTree(Name(random), true, files.ToImmutable());
    }

    private static SourceTree Many(Random random)
    {
        var files = ImmutableArray.CreateBuilder<SourceFile>();
        var count = random.Next(60, 400);
        for (var i = 0; i < count; i++)
            files.Add(new SourceFile($"part{i % 7}/{Numbered(random, i)}", random.Next(8) == 0 ? 0 : random.Next(4096), random.Next(), random.Next(10) == 0));
        return new SourceTree(Name(random), true, files.ToImmutable());
    }

    // The number keeps names apart, in spite of case and of a file that could be called like a folder.
    private static string Folders(Random random, int i) =>
        string.Concat(Enumerable.Range(0, random.Next(4)).Select(depth => string.Create(CultureInfo.InvariantCulture, $"{Name(random)}-{i}-{depth}/")));

    private static string Numbered(Random random, int i) => string.Create(CultureInfo.InvariantCulture, $"{Name(random)} {i}.dat");

    private static string Name(Random random) => Names[random.Next(Names.Length)];
}
