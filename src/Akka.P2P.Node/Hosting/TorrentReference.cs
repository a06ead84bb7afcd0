namespace Akka.P2P.Node.Hosting;

using System.Collections.Immutable;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;

/// <summary>What a person calls a torrent: an id or the beginning of one, a magnet link, or a <c>.torrent</c> file.</summary>
/// <param name="Prefix">Hex digits; all 64 unless the person gave fewer.</param>
/// <param name="Metainfo">Known only from a <c>.torrent</c>.</param>
internal sealed record TorrentReference(string Prefix, Metainfo? Metainfo, ImmutableArray<PeerAddress> Trackers, ImmutableArray<PeerAddress> Peers, bool IsLink)
{
    private const long MaxFileBytes = MetainfoLimits.MaxInfoBytes + (long)MetainfoLimits.MaxLayerBytes;

    /// <summary>Whether its trackers speak TLS; null when it names none.</summary>
    public bool? IsSecured { get; init; }

    public TorrentId? Id => TorrentId.TryParse(Prefix, out var id) ? id : null;

    /// <exception cref="CommandException">It is none of the three.</exception>
    public static TorrentReference Parse(string text)
    {
        if (text.StartsWith("magnet:", StringComparison.OrdinalIgnoreCase))
            return FromMagnet(text);

        if (TorrentIdPrefix.TryParse(text, out var prefix))
            return new TorrentReference(prefix!.Digits, null, [], [], IsLink: false);

        if (text.EndsWith(".torrent", StringComparison.OrdinalIgnoreCase) || File.Exists(text))
            return FromFile(text);

        throw new CommandException(ExitCode.WrongUsage, $"'{text}' is no torrent id (hex digits), no magnet link and no .torrent file.");
    }

    public static TorrentFile ReadFile(string path)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MaxFileBytes } large)
                throw new CommandException(ExitCode.WrongUsage, $"{path} has {large.Length} bytes: too many for a .torrent file.");

            return MetainfoReader.Read(File.ReadAllBytes(path));
        }
        catch (MetainfoException e)
        {
            throw new CommandException(ExitCode.WrongUsage, $"{path} is not a usable .torrent file: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.WrongUsage, $"The .torrent file {path} can't be read: {e.Message}", e);
        }
    }

    private static TorrentReference FromMagnet(string link)
    {
        return Magnet.TryParse(link, out var magnet, out var problem)
            ? new TorrentReference(magnet.Id.ToString(), null, magnet.Trackers, magnet.Peers, IsLink: true) { IsSecured = magnet.Trackers.IsEmpty ? null : magnet.IsSecured }
            : throw new CommandException(ExitCode.WrongUsage, $"That magnet link can't be used: {problem}");
    }

    private static TorrentReference FromFile(string path)
    {
        var file = ReadFile(path);
        var trackers = file.Trackers
            .Select(t => TrackerAddress.TryParse(t, out var address, out var isSecured) ? (Address: address, IsSecured: isSecured) : default)
            .Where(t => t.Address is not null)
            .ToLookup(t => t.IsSecured, t => t.Address!);
        // A node speaks with one kind only; where a file names both, those with TLS are meant for whom has it.
        var isSecured = !trackers.Contains(false) && trackers.Contains(true);
        return new TorrentReference(file.Metainfo.Id.ToString(), file.Metainfo, [.. trackers[isSecured]], [], IsLink: false)
        {
            IsSecured = trackers.Count == 0 ? null : isSecured,
        };
    }
}
