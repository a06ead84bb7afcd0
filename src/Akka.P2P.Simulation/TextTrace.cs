namespace Akka.P2P.Simulation;

using System.Globalization;

/// <summary>
/// A trace as lines of words with tabs between them, so that any program can read it. Times are seconds from the start with seven digits,
/// rates bytes a second:
/// <code>
/// scene     BYTES  CHUNK-LENGTH  CHUNKS
/// peer      NUMBER  seeder|leecher|liar  UP  DOWN  JOINS-AT
/// transfer  SOURCE  TARGET  CHUNK  START  END  BYTES  kept|corrupt|cancelled|broken|unfinished
/// left      NUMBER  AT
/// done      NUMBER  AT
/// </code>
/// A transfer is written when it ends.
/// </summary>
public sealed class TextTrace(TextWriter output) : ITransferTrace
{
    public void Scene(long bytes, int chunkLength, int chunks) =>
        Write($"scene\t{bytes}\t{chunkLength}\t{chunks}");

    public void Peer(int number, bool holdsAll, bool isLiar, double up, double down, long joinsAt) =>
        Write($"peer\t{number}\t{(isLiar ? "liar" : holdsAll ? "seeder" : "leecher")}\t{up:0.###}\t{down:0.###}\t{Seconds(joinsAt)}");

    public void Transfer(int source, int target, int chunk, long start, long end, long bytes, TransferEnd how) =>
        Write($"transfer\t{source}\t{target}\t{chunk}\t{Seconds(start)}\t{Seconds(end)}\t{bytes}\t{Name(how)}");

    public void Left(int peer, long at) => Write($"left\t{peer}\t{Seconds(at)}");

    public void Done(int peer, long at) => Write($"done\t{peer}\t{Seconds(at)}");

    private static string Name(TransferEnd how) => how switch
    {
        TransferEnd.Kept => "kept",
        TransferEnd.Corrupt => "corrupt",
        TransferEnd.Cancelled => "cancelled",
        TransferEnd.Broken => "broken",
        _ => "unfinished",
    };

    private static decimal Seconds(long ticks) => ticks / 10_000_000m;

    private void Write(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
