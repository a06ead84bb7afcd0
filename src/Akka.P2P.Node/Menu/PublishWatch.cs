namespace Akka.P2P.Node.Menu;

using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Identity;

/// <summary>Lets one who shares wait until a tracker lists it, or refuses to. Any thread may call.</summary>
internal sealed class PublishWatch
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TorrentId, TaskCompletionSource<IPeerEvent>> _waiting = [];

    public void Happened(IPeerEvent happened)
    {
        TorrentId? torrent = happened switch
        {
            PeerEvents.TorrentPublished published => published.Torrent,
            PeerEvents.PublishRefused refused => refused.Torrent,
            _ => null,
        };
        if (torrent is not { } id)
            return;
        lock (_gate)
        {
            if (_waiting.Remove(id, out var waiting))
                waiting.TrySetResult(happened);
        }
    }

    /// <summary>To be called before it is shared, so that nothing is missed.</summary>
    /// <returns>Ends with <see cref="PeerEvents.TorrentPublished"/> or <see cref="PeerEvents.PublishRefused"/>.</returns>
    public Task<IPeerEvent> NextAsync(TorrentId torrent)
    {
        lock (_gate)
        {
            if (!_waiting.TryGetValue(torrent, out var waiting))
                _waiting.Add(torrent, waiting = new TaskCompletionSource<IPeerEvent>(TaskCreationOptions.RunContinuationsAsynchronously));
            return waiting.Task;
        }
    }

    public void Forget(TorrentId torrent)
    {
        lock (_gate)
            _waiting.Remove(torrent);
    }
}
