namespace Akka.P2P.Node.Hosting;

using System.Text.Json.Serialization;
using Akka.P2P.Storage.Hashing;

/// <summary>What stands in a <see cref="DutyFile"/>.</summary>
internal sealed record DutyContent(int Version, DutyRecord[] Torrents, string[]? Removed)
{
    /// <summary>Bytes a second for all torrents together, 0 for no limit; null for what the configuration says.</summary>
    public long? UpLimit { get; init; }

    public long? DownLimit { get; init; }
}

/// <param name="State">A <see cref="DutyState"/>, in small letters.</param>
internal sealed record DutyRecord(string Id, string State, string? Reason)
{
    /// <summary>Of what is shared: the file or folder itself.</summary>
    public string? Path { get; init; }

    /// <summary>Where it is, or was, fetched to.</summary>
    public string? Folder { get; init; }

    public string[]? Peers { get; init; }

    /// <summary>Which files of it are wanted, or here; null for all.</summary>
    public string[]? Only { get; init; }

    public bool? Sequential { get; init; }

    /// <summary>A DownloadPriority, in small letters; null for the normal one.</summary>
    public string? Priority { get; init; }

    /// <summary>In the order of their coming.</summary>
    public long? Number { get; init; }

    public DutyStamp[]? Stamps { get; init; }

    /// <summary>Bytes a second; null for none.</summary>
    public long? UpLimit { get; init; }

    public long? DownLimit { get; init; }
}

/// <summary>Times are ticks in UTC: they must come back as they were, to the last digit.</summary>
internal sealed record DutyStamp(long Length, long Written, ulong Number, long Changed)
{
    public FileStamp ToFile() => new(Length, new DateTime(Written, DateTimeKind.Utc))
    {
        Number = Number,
        ChangedUtc = new DateTime(Changed, DateTimeKind.Utc),
    };
}

/// <summary>
/// Writes without what reading needs, and so at once: by reflection the first write, which the first order of a node waits for, compiles four
/// hundred methods. No member may need a converter, or it would be as before.
/// </summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Serialization,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    PropertyNamingPolicy = JsonKnownNamingPolicy.KebabCaseLower)]
[JsonSerializable(typeof(DutyContent))]
internal sealed partial class DutyWriting : JsonSerializerContext;

/// <summary>Takes nothing that it doesn't know.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.KebabCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(DutyContent))]
internal sealed partial class DutyReading : JsonSerializerContext;
