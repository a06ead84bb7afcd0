namespace Akka.P2P.Actors.Tracking;

using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Akka.P2P.Core.Catalogue;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Protocol;
using static Akka.P2P.Protocol.TrackerProtocol;

/// <summary>What is published. The catalogue is asked outside of the actor; its answers come back as the messages below.</summary>
public sealed partial class TrackerActor
{
    // Published once, published for good; so it grows with the catalogue and no further.
    private readonly HashSet<TorrentId> _known = [];
    private readonly Dictionary<TorrentId, MetainfoPages> _pages = [];
    private readonly Queue<TorrentId> _pagesByAge = [];

    private bool HandleOwn(ILocalMessage message)
    {
        switch (message)
        {
            case ListRead read:
                AnswerList(read);
                return true;
            case TorrentLookedUp found when found.Exists:
                _known.Add(found.Question.Torrent);
                AnswerAboutTorrent(found.Question, found.Asker);
                return true;
            case TorrentLookedUp missing:
                Refuse(missing.Asker, RequestOf(missing.Question), OperationOf(missing.Question), ReturnCode.TorrentDoesNotExist,
                    missing.Question.Torrent, "There is no such torrent here.");
                return true;
            case PagesRead read:
                AnswerPages(read);
                return true;
            case PublicationStepped step:
                HandleStep(step);
                return true;
            case ReachChecked reached:
                HandleReachChecked(reached);
                return true;
            case CatalogueFailed failed:
                _log.Error(failed.Cause, "The catalogue failed");
                Refuse(failed.Asker, failed.RequestId, failed.Operation, ReturnCode.Fail, failed.Torrent,
                    "The tracker can't read or write its catalogue.");
                return true;
            default:
                return false;
        }
    }

    private void HandleAboutTorrent(IWithTorrent message, IActorRef sender)
    {
        if (_known.Contains(message.Torrent))
        {
            AnswerAboutTorrent(message, sender);
            return;
        }

        _pool.RunAsync(async ct => await _catalogue.GetAsync(message.Torrent, ct) is not null)
            .PipeTo(Self, Self, exists => new TorrentLookedUp(message, sender, exists),
                e => new CatalogueFailed(sender, RequestOf(message), OperationOf(message), message.Torrent, e));
    }

    private void ReadList(ListTorrents list, IActorRef sender)
    {
        var max = int.Clamp(list.Max, 1, WireLimits.MaxTorrentsInPage);
        TorrentIdPrefix? prefix = null;
        if (!string.IsNullOrEmpty(list.Prefix) && !TorrentIdPrefix.TryParse(list.Prefix, out prefix))
        {
            Refuse(sender, list.RequestId, OperationCode.GetList, ReturnCode.BadRequest, default, "A torrent id is made of hex digits.");
            return;
        }

        _pool.RunAsync(ct => ReadPage(prefix, list.After, max, ct))
            .PipeTo(Self, Self, page => new ListRead(list, sender, page),
                e => new CatalogueFailed(sender, list.RequestId, OperationCode.GetList, default, e));
    }

    private async ValueTask<CataloguePage> ReadPage(TorrentIdPrefix? prefix, TorrentId after, int max, CancellationToken ct)
    {
        if (prefix is null)
            return await _catalogue.ListAsync(after == default ? null : after, max, ct);
        var entries = new List<CatalogueEntry>();
        foreach (var id in await _catalogue.MatchAsync(prefix, max, ct))
        {
            if (await _catalogue.GetAsync(id, ct) is { } entry)
                entries.Add(entry);
        }

        return new CataloguePage(entries, null);
    }

    private void AnswerList(ListRead read)
    {
        var torrents = read.Page.Entries.Select(entry =>
        {
            var counts = _swarms.CountsOf(entry.Id);
            return new TorrentSummary(entry.Id, WireGuard.Text(entry.Name, WireLimits.MaxNameInSummary), entry.Length, entry.Chunks,
                counts.Seeders, counts.Leechers, _swarms.Members(entry.Id, WireLimits.MaxMembersInSummary));
        });
        var isEmpty = read.Page.Entries.Count == 0 && read.Question.After == default;
        read.Asker.Tell(
            new TorrentPage(read.Question.RequestId, isEmpty ? ReturnCode.NoAvailableTorrents : ReturnCode.Success,
                [.. torrents], read.Page.Next ?? default),
            Self);
    }

    private void HandleGetTorrent(GetTorrent get, IActorRef sender)
    {
        if (_pages.TryGetValue(get.Torrent, out var pages))
        {
            AnswerPages(new PagesRead(get, sender, pages));
            return;
        }

        _pool.RunAsync(async ct => await _catalogue.GetMetainfoAsync(get.Torrent, ct) is { } bytes
                ? new MetainfoPages(MetainfoReader.Read(bytes).Metainfo)
                : null)
            .PipeTo(Self, Self, read => new PagesRead(get, sender, read),
                e => new CatalogueFailed(sender, get.RequestId, OperationCode.GetTorrent, get.Torrent, e));
    }

    private void AnswerPages(PagesRead read)
    {
        var (get, sender, pages) = read;
        if (pages is null)
        {
            Refuse(sender, get.RequestId, OperationCode.GetTorrent, ReturnCode.TorrentDoesNotExist, get.Torrent,
                "There is no such torrent here.");
            return;
        }

        if (_pages.TryAdd(get.Torrent, pages))
        {
            _pagesByAge.Enqueue(get.Torrent);
            if (_pagesByAge.Count > _settings.MetainfoCache)
                _pages.Remove(_pagesByAge.Dequeue());
        }

        if (pages.TryPage(get.Offset, WireLimits.PageBytes, out var page))
        {
            sender.Tell(
                new MetainfoData(get.RequestId, get.Torrent, page!.InfoLength, page.TotalLength, page.Offset, page.Bytes.ToArray()), Self);
        }
        else
        {
            Refuse(sender, get.RequestId, OperationCode.GetTorrent, ReturnCode.BadRequest, get.Torrent, "No page begins there.");
        }
    }

    private static Guid RequestOf(IWithTorrent message) => message is IWithRequest { RequestId: var id } ? id : Guid.Empty;

    private static OperationCode OperationOf(IWithTorrent message) => message switch
    {
        StartSeed => OperationCode.StartSeed,
        StopSeed => OperationCode.StopSeed,
        Announce => OperationCode.Announce,
        GetPeers => OperationCode.GetPeers,
        _ => OperationCode.None,
    };

    private sealed record ListRead(ListTorrents Question, IActorRef Asker, CataloguePage Page) : ILocalMessage;

    private sealed record TorrentLookedUp(IWithTorrent Question, IActorRef Asker, bool Exists) : ILocalMessage;

    private sealed record PagesRead(GetTorrent Question, IActorRef Asker, MetainfoPages? Pages) : ILocalMessage;

    private sealed record CatalogueFailed(
        IActorRef Asker, Guid RequestId, OperationCode Operation, TorrentId Torrent, Exception Cause) : ILocalMessage;
}
