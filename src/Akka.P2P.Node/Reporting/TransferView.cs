namespace Akka.P2P.Node.Reporting;

using System.Collections.Immutable;
using System.Globalization;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Node.CommandLine;

/// <summary>One running download as a person sees it.</summary>
/// <param name="Name">Whose download: a leecher's name in a demo, else the torrent's name.</param>
/// <param name="Bytes">Verified bytes so far.</param>
/// <param name="Total">All bytes of the torrent.</param>
/// <param name="BytesPerSecond">Verified bytes a second over the last seconds.</param>
/// <param name="Sources">Peers that it pulls from now.</param>
public sealed record TransferView(string Name, string Id, long Bytes, long Total, double BytesPerSecond, int Sources)
{
    /// <summary>Sources that give nothing because they fail.</summary>
    public ImmutableArray<PeerEvents.SourceTrouble> Unreachable { get; init; } = [];

    public double Fraction => Total == 0 ? 1 : (double)Bytes / Total;

    public bool IsComplete => Bytes >= Total;

    /// <summary>Time to go at the present rate; null while nothing moves.</summary>
    public TimeSpan? Eta => IsComplete ? TimeSpan.Zero
        : BytesPerSecond < 1 ? null
        : TimeSpan.FromSeconds(Math.Min((Total - Bytes) / BytesPerSecond, TimeSpan.FromDays(99).TotalSeconds));

    public string Rate => $"{ByteSize.Format(BytesPerSecond)}/s";

    public string EtaText => Eta switch
    {
        null => "--:--",
        { TotalHours: >= 1 } eta => eta.ToString(@"d\.hh\:mm\:ss", CultureInfo.InvariantCulture).TrimStart('0', '.'),
        { } eta => eta.ToString(@"mm\:ss", CultureInfo.InvariantCulture),
    };

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name}: {Math.Floor(Fraction * 100):0} %  {ByteSize.Format(Bytes)} of {ByteSize.Format(Total)}  {Rate}  ETA {EtaText}  {Sources} source{(Sources == 1 ? "" : "s")}");
}
