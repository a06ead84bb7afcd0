namespace Akka.P2P.Core.Metainfo;

/// <summary>What a torrent may have at most; more is refused before memory is spent on it.</summary>
public static class MetainfoLimits
{
    public const int MaxFiles = 100_000;

    /// <summary>32 TiB in chunks of 16 MiB; its layers are 64 MiB.</summary>
    public const int MaxChunks = 2 * 1024 * 1024;

    /// <summary>Bytes of the info dictionary: 32 MiB.</summary>
    public const int MaxInfoBytes = 32 * 1024 * 1024;

    /// <summary>Bytes of all files: 1 PiB.</summary>
    public const long MaxTotalLength = 1L << 50;

    /// <summary>Bytes of all layers: 64 MiB.</summary>
    public const int MaxLayerBytes = MaxChunks * Sha256Digest.Size;
}
