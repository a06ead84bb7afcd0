namespace Akka.P2P.Commands.Torrents;

using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using Akka.P2P.Actors.Operating;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Identity;
using Akka.P2P.Protocol;
using Petabridge.Cmd;
using Petabridge.Cmd.Host;

/// <summary>
/// One <c>torrent progress</c>: tells a console how downloads go, until the one that it is about has ended, or the console has enough. A slow
/// console gets fewer lines, not a longer queue: of each torrent only the newest waits.
/// </summary>
internal sealed class ProgressStreamActor : UntypedActor
{
    private readonly ICanTell _node;
    private readonly IActorRef _client;
    private readonly string? _prefix;
    private readonly bool _json;
    private readonly Dictionary<TorrentId, PeerEvents.DownloadProgress> _newest = [];
    private TorrentId? _one;
    private bool _mayTell = true;

    /// <param name="node"><c>/user/node</c>.</param>
    /// <param name="client">Where the lines go.</param>
    /// <param name="prefix">The beginning of the torrent's id; null for all.</param>
    /// <param name="json">One object a line.</param>
    public ProgressStreamActor(ICanTell node, IActorRef client, string? prefix, bool json)
    {
        _node = node;
        _client = client;
        _prefix = prefix;
        _json = json;
    }

    protected override void PreStart()
    {
        // First the events, then how it stands: so nothing falls in between.
        Context.System.EventStream.Subscribe(Self, typeof(IPeerEvent));
        _node.Tell(new NodeCommands.ListTorrents(AskTrackers: false), Self);
    }

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case NodeCommands.TorrentTable table:
                Begin(table);
                break;
            case PeerCommands.CommandRefused refused:
                End(Refusals.Of(refused)!);
                break;
            case PeerEvents.DownloadProgress progress when IsOurs(progress.Torrent):
                _newest[progress.Torrent] = progress;
                TellNewest();
                break;
            case PeerEvents.DownloadFinished finished when IsOurs(finished.Torrent):
                _newest.Remove(finished.Torrent);
                Say(TorrentText.Of(finished), TorrentJson.Of(finished), _one is not null);
                break;
            case PeerEvents.DownloadFailed failed when IsOurs(failed.Torrent):
                _newest.Remove(failed.Torrent);
                Fail(failed.Torrent, failed.Reason);
                break;
            case PeerEvents.DownloadPaused paused when IsOurs(paused.Torrent):
                _newest.Remove(paused.Torrent);
                Fail(paused.Torrent, $"{paused.Torrent.ShortText} rests: it was paused, or is hashed again.");
                break;
            case Taken:
                _mayTell = true;
                TellNewest();
                break;
            case IPeerEvent:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private bool IsOurs(TorrentId torrent) => _prefix is null || torrent == _one;

    private void Begin(NodeCommands.TorrentTable table)
    {
        if (_prefix is null)
            return;
        if (!TryChoose(_prefix, table, out var row, out var refusal))
        {
            End(refusal);
            return;
        }

        _one = row.Torrent;
        switch (row.State)
        {
            case TorrentState.Sharing:
                Say(TorrentText.Whole(row), TorrentJson.Whole(row), isLast: true);
                break;
            case TorrentState.Paused:
                End(new ErroredCommandResponse($"{Called(row)} is paused."));
                break;
            case TorrentState.Failed:
                End(new ErroredCommandResponse($"{Called(row)} failed: {row.Detail}"));
                break;
            default:
                break;
        }
    }

    private static bool TryChoose(
        string prefix, NodeCommands.TorrentTable table, [NotNullWhen(true)] out TorrentRow? row, [NotNullWhen(false)] out CommandResponse? refusal)
    {
        (row, refusal) = (null, null);
        if (!TorrentIdPrefix.TryParse(prefix, out var parsed))
        {
            refusal = new ErroredCommandResponse($"'{prefix}' is no torrent id: an id, or the beginning of one, is made of hex digits.");
            return false;
        }

        var found = TorrentChoice.Of(parsed!, table.Rows.Select(r => new NodeCommands.Candidate(r.Torrent, r.Name)));
        if (found is [var one])
        {
            row = table.Rows.First(r => r.Torrent == one.Torrent);
            return true;
        }

        refusal = found.IsEmpty
            ? new ErroredCommandResponse($"There is no torrent {prefix} here.")
            : Refusals.Of(new PeerCommands.CommandRefused(
                OperationCode.None, ReturnCode.NotFound, $"{prefix} is the beginning of several ids, so say more of it.")
            {
                Candidates = [.. found.Select(c => $"{c.Torrent}  {c.Name}".TrimEnd())],
            })!;
        return false;
    }

    private static string Called(TorrentRow row) => row.Name.Length > 0 ? $"{row.Name} ({row.Torrent.ShortText})" : row.Torrent.ShortText;

    private void TellNewest()
    {
        if (!_mayTell || _newest.Count == 0)
            return;
        foreach (var progress in _newest.Values)
            _client.Tell(new CommandResponse(_json ? TorrentJson.Of(progress) : TorrentText.Of(progress), final: false));
        _newest.Clear();
        _mayTell = false;
        _client.Tell(WhenTaken.Instance);
    }

    private void Fail(TorrentId torrent, string reason)
    {
        if (_one is not null)
            End(new ErroredCommandResponse(reason));
        else
            Say(reason, TorrentJson.Ended(torrent, reason), isLast: false);
    }

    private void Say(string text, string json, bool isLast)
    {
        var line = new CommandResponse(_json ? json : text, final: isLast);
        if (isLast)
            End(line);
        else
            _client.Tell(line);
    }

    private void End(CommandResponse last)
    {
        _client.Tell(last);
        Context.Parent.Tell(new Ended(_client));
        Context.Stop(Self);
    }

    /// <summary>To the handler: the console has its last line.</summary>
    internal sealed record Ended(IActorRef Client) : ILocalMessage;
}
