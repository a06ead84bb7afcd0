namespace Akka.P2P.Fuzz;

/// <summary>The frames of frames.txt: what two Akka.NET 1.5.30 nodes said to each other.</summary>
internal static class CapturedFrames
{
    public static IReadOnlyList<byte[]> All { get; } =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Corpus", "frames.txt"))
            .Where(line => line.Trim().Length > 0 && !line.StartsWith('#')).Select(line => Convert.FromHexString(line.Trim())),
    ];
}
