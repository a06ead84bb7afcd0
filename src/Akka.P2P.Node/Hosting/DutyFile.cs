namespace Akka.P2P.Node.Hosting;

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Core.Rates;
using Akka.P2P.Storage.Files;
using Akka.P2P.Storage.Hashing;
using static Akka.P2P.Actors.Operating.NodeCommands;

/// <summary>
/// <c>DATA/torrents.json</c>: what a node shares and fetches, what of it rests, and how fast it may be; with the metainfo of each in <c>DATA/torrents/ID.torrent</c>.
/// Always whole: the old content, or the new.
/// </summary>
internal sealed class DutyFile(string dataFolder)
{
    private const int Version = 1;
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    private readonly string _path = Path.Combine(dataFolder, "torrents.json");
    private readonly string _folder = Path.Combine(dataFolder, "torrents");

    /// <summary>What was written last; nothing when nothing was.</summary>
    /// <exception cref="CommandException">The file is there and can't be understood, or not be read.</exception>
    public (ImmutableArray<Duty> Duties, ImmutableArray<TorrentId> Removed, SavedLimits Limits) Load()
    {
        try
        {
            if (!File.Exists(_path))
                return ([], [], SavedLimits.None);
            var content = JsonSerializer.Deserialize<Content>(File.ReadAllText(_path), Options)!;
            if (content.Version != Version)
                throw Unusable($"it is of version {content.Version}, and this program knows version {Version}");
            var each = content.Torrents.Where(r => r.UpLimit is not null || r.DownLimit is not null)
                .ToImmutableDictionary(r => TorrentId.Parse(r.Id), r => new RatePair(Limit(r.UpLimit), Limit(r.DownLimit)));
            return (
                [.. content.Torrents.Select(Read).OfType<Duty>()], [.. (content.Removed ?? []).Select(id => TorrentId.Parse(id))],
                new SavedLimits(Order(content.UpLimit), Order(content.DownLimit), each));
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException or InvalidOperationException or NullReferenceException or NothingChosenException)
        {
            throw Unusable(e.Message.ReplaceLineEndings(" "), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable($"it can't be read ({e.Message.ReplaceLineEndings(" ")})", e);
        }
    }

    /// <summary>Returns when it would survive a power cut. Callers take turns.</summary>
    /// <exception cref="IOException">It can't be written; then what was written before is there.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public async Task SaveAsync(ImmutableArray<Duty> duties, ImmutableArray<TorrentId> removed, SavedLimits limits)
    {
        // The metainfo first: a file that names a torrent finds it.
        Directory.CreateDirectory(_folder);
        var records = duties.Select(Write).OfType<Record>().Select(r => WithLimits(r, limits)).ToArray();
        foreach (var duty in duties.Where(d => d.Metainfo is not null && Array.Exists(records, r => r.Id == d.Torrent.ToString())))
        {
            var path = MetainfoPath(duty.Torrent.ToString());
            if (!File.Exists(path))
                await AtomicFile.WriteAsync(path, MetainfoWriter.Write(duty.Metainfo!), CancellationToken.None);
        }

        var content = new Content(Version, records, removed.IsEmpty ? null : [.. removed.Select(r => r.ToString())])
        {
            UpLimit = limits.Up is { } up ? up.BytesPerSecond ?? 0 : null,
            DownLimit = limits.Down is { } down ? down.BytesPerSecond ?? 0 : null,
        };
        await AtomicFile.WriteAsync(_path, JsonSerializer.SerializeToUtf8Bytes(content, Options), CancellationToken.None);
        foreach (var old in Directory.EnumerateFiles(_folder, "*.torrent"))
        {
            if (!Array.Exists(records, r => MetainfoPath(r.Id) == old))
                File.Delete(old);
        }
    }

    private static Record WithLimits(Record record, SavedLimits limits) =>
        limits.Each.TryGetValue(TorrentId.Parse(record.Id), out var own) ? record with { UpLimit = own.Up, DownLimit = own.Down } : record;

    private static long? Limit(long? bytesPerSecond) => bytesPerSecond switch
    {
        null or 0 => null,
        >= RateLimit.Least => bytesPerSecond,
        _ => throw new FormatException($"a limit of {bytesPerSecond} bytes a second is too low: the least is {RateLimit.Least}"),
    };

    private static RateOrder? Order(long? bytesPerSecond) => bytesPerSecond is null ? null : new RateOrder(Limit(bytesPerSecond));

    private static Record? Write(Duty duty) => duty switch
    {
        Share { Path: { } path } share => new Record(duty.Torrent.ToString(), duty.State, duty.Reason)
        {
            Path = path,
            Folder = share.Folder,
            Only = Texts(share.Only),
            Stamps = [.. share.Stamps.Select(s => new Stamp(s.Length, s.LastWriteUtc.Ticks, s.Number, s.ChangedUtc.Ticks))],
        },
        Download { Folder: { } folder } download => new Record(duty.Torrent.ToString(), duty.State, duty.Reason)
        {
            Folder = folder,
            Peers = download.Peers.IsEmpty ? null : [.. download.Peers.Select(p => p.ToString())],
            Only = Texts(download.Options.Only),
            Sequential = download.Options.IsSequential ? true : null,
            Priority = download.Options.Priority == DownloadPriority.Normal ? null : download.Options.Priority,
            Number = download.Number,
        },
        _ => null,
    };

    private static string[]? Texts(ImmutableArray<PathGlob> only) => only.IsEmpty ? null : [.. only.Select(g => g.Text)];

    private Duty? Read(Record record)
    {
        ImmutableArray<PathGlob> only = [.. (record.Only ?? []).Select(PathGlob.Parse)];
        var id = TorrentId.Parse(record.Id);
        var metainfo = ReadMetainfo(record.Id, id);
        Duty? duty;
        if (record.Path is not null)
        {
            // Without it nothing can be served: whoever shares the path again makes it anew.
            duty = metainfo is null ? null : new Share(metainfo, record.Path, [.. record.Stamps!.Select(s => s.ToFile())], record.Folder, only);
        }
        else
        {
            var folder = record.Folder!;
            ImmutableArray<PeerAddress> peers = [.. (record.Peers ?? []).Select(p => PeerAddress.TryParse(p, out var address) ? address! : throw new FormatException($"'{p}' is no address"))];
            duty = new Download(id, metainfo, Targets.In(folder, only), peers, folder, new SourceMemory())
            {
                Options = new DownloadOptions { Only = only, IsSequential = record.Sequential == true, Priority = record.Priority ?? DownloadPriority.Normal },
                Number = record.Number ?? 0,
            };
        }

        if (duty is not null)
            (duty.State, duty.Reason) = (record.State, record.Reason);
        return duty;
    }

    private Metainfo? ReadMetainfo(string text, TorrentId id)
    {
        try
        {
            var metainfo = MetainfoReader.Read(File.ReadAllBytes(MetainfoPath(text))).Metainfo;
            return metainfo.Id == id ? metainfo : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or MetainfoException)
        {
            // Not there yet, or damaged: a download finds it anew.
            return null;
        }
    }

    private string MetainfoPath(string id) => Path.Combine(_folder, id + ".torrent");

    private CommandException Unusable(string why, Exception? cause = null) =>
        new(ExitCode.Failed, $"{_path} can't be used: {why}. Mend it, or delete it to forget what this node shared and fetched by order.", cause);

    private sealed record Content(int Version, Record[] Torrents, string[]? Removed)
    {
        /// <summary>Bytes a second for all torrents together, 0 for no limit; null for what the configuration says.</summary>
        public long? UpLimit { get; init; }

        public long? DownLimit { get; init; }
    }

    private sealed record Record(string Id, DutyState State, string? Reason)
    {
        /// <summary>Of what is shared: the file or folder itself.</summary>
        public string? Path { get; init; }

        /// <summary>Where it is, or was, fetched to.</summary>
        public string? Folder { get; init; }

        public string[]? Peers { get; init; }

        /// <summary>Which files of it are wanted, or here; null for all.</summary>
        public string[]? Only { get; init; }

        public bool? Sequential { get; init; }

        public DownloadPriority? Priority { get; init; }

        /// <summary>In the order of their coming.</summary>
        public long? Number { get; init; }

        public Stamp[]? Stamps { get; init; }

        /// <summary>Bytes a second; null for none.</summary>
        public long? UpLimit { get; init; }

        public long? DownLimit { get; init; }
    }

    /// <summary>Times are ticks in UTC: they must come back as they were, to the last digit.</summary>
    private sealed record Stamp(long Length, long Written, ulong Number, long Changed)
    {
        public FileStamp ToFile() => new(Length, new DateTime(Written, DateTimeKind.Utc))
        {
            Number = Number,
            ChangedUtc = new DateTime(Changed, DateTimeKind.Utc),
        };
    }
}
