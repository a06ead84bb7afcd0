namespace Akka.P2P.Node.Hosting;

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
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
            var content = JsonSerializer.Deserialize(File.ReadAllText(_path), DutyReading.Default.DutyContent)!;
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
        var records = duties.Select(Write).OfType<DutyRecord>().Select(r => WithLimits(r, limits)).ToArray();
        foreach (var duty in duties.Where(d => d.Metainfo is not null && Array.Exists(records, r => r.Id == d.Torrent.ToString())))
        {
            var path = MetainfoPath(duty.Torrent.ToString());
            if (!File.Exists(path))
                await AtomicFile.WriteAsync(path, MetainfoWriter.Write(duty.Metainfo!), CancellationToken.None);
        }

        var content = new DutyContent(Version, records, removed.IsEmpty ? null : [.. removed.Select(r => r.ToString())])
        {
            UpLimit = limits.Up is { } up ? up.BytesPerSecond ?? 0 : null,
            DownLimit = limits.Down is { } down ? down.BytesPerSecond ?? 0 : null,
        };
        await AtomicFile.WriteAsync(_path, JsonSerializer.SerializeToUtf8Bytes(content, DutyWriting.Default.DutyContent), CancellationToken.None);
        foreach (var old in Directory.EnumerateFiles(_folder, "*.torrent"))
        {
            if (!Array.Exists(records, r => MetainfoPath(r.Id) == old))
                File.Delete(old);
        }
    }

    private static DutyRecord WithLimits(DutyRecord record, SavedLimits limits) =>
        limits.Each.TryGetValue(TorrentId.Parse(record.Id), out var own) ? record with { UpLimit = own.Up, DownLimit = own.Down } : record;

    private static long? Limit(long? bytesPerSecond) => bytesPerSecond switch
    {
        null or 0 => null,
        >= RateLimit.Least => bytesPerSecond,
        _ => throw new FormatException($"a limit of {bytesPerSecond} bytes a second is too low: the least is {RateLimit.Least}"),
    };

    private static RateOrder? Order(long? bytesPerSecond) => bytesPerSecond is null ? null : new RateOrder(Limit(bytesPerSecond));

    private static DutyRecord? Write(Duty duty) => duty switch
    {
        Share { Path: { } path } share => new DutyRecord(duty.Torrent.ToString(), Text(duty.State), duty.Reason)
        {
            Path = path,
            Folder = share.Folder,
            Only = Texts(share.Only),
            Stamps = [.. share.Stamps.Select(s => new DutyStamp(s.Length, s.LastWriteUtc.Ticks, s.Number, s.ChangedUtc.Ticks))],
        },
        Download { Folder: { } folder } download => new DutyRecord(duty.Torrent.ToString(), Text(duty.State), duty.Reason)
        {
            Folder = folder,
            Peers = download.Peers.IsEmpty ? null : [.. download.Peers.Select(p => p.ToString())],
            Only = Texts(download.Options.Only),
            Sequential = download.Options.IsSequential ? true : null,
            Priority = download.Options.Priority == DownloadPriority.Normal ? null : Text(download.Options.Priority),
            Number = download.Number,
        },
        _ => null,
    };

    private static string[]? Texts(ImmutableArray<PathGlob> only) => only.IsEmpty ? null : [.. only.Select(g => g.Text)];

    private static string Text(Enum value) => value.ToString().ToLowerInvariant();

    private static T Value<T>(string text)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Text(value) == text)
                return value;
        }

        throw new FormatException($"'{text}' is none of {string.Join(", ", Enum.GetValues<T>().Select(v => Text(v)))}");
    }

    private Duty? Read(DutyRecord record)
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
                Options = new DownloadOptions { Only = only, IsSequential = record.Sequential == true, Priority = record.Priority is { } priority ? Value<DownloadPriority>(priority) : DownloadPriority.Normal },
                Number = record.Number ?? 0,
            };
        }

        if (duty is not null)
            (duty.State, duty.Reason) = (Value<DutyState>(record.State), record.Reason);
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
}
