namespace Akka.P2P.Core.Tests.Downloading;

using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;

/// <summary>Short forms for the tests of this folder.</summary>
internal static class TestGrid
{
    public const int ChunkLength = 16 * 1024;

    public static DownloadLimits Limits { get; } = new(
        MaxBytesInFlight: 64 * ChunkLength,
        MaxBytesPerSource: 4 * ChunkLength,
        MaxChunksPerSource: 4,
        SmallChunkBytesPerSource: 0,
        MaxClaimsPerSource: 1000,
        MaxSourceFailures: 3,
        BanAfter: 1,
        EndgameSources: 2,
        new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(8)));

    public static ChunkGrid Of(int chunks) => new([chunks * (long)ChunkLength], ChunkLength);

    public static PeerId Peer(int number)
    {
        var bytes = new byte[PeerId.Size];
        bytes[^1] = (byte)number;
        bytes[^2] = (byte)(number >> 8);
        return new PeerId(bytes);
    }

    public static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    public static Bitfield Bits(int length, params int[] set)
    {
        var bits = new Bitfield(length);
        foreach (var i in set)
            bits.Set(i);
        return bits;
    }
}
