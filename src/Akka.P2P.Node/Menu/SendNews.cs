namespace Akka.P2P.Node.Menu;

using System.Diagnostics.CodeAnalysis;
using Akka.P2P.Actors.Talking;
using Akka.P2P.Core.Identity;

/// <summary>What became of a file that is sent, told once for each receiver and change; how far each is, is no news. Not safe for several threads.</summary>
internal sealed class SendNews
{
    private readonly Dictionary<(Guid Send, PeerId Peer), TransferState> _told = [];

    public bool IsNews(TalkEvents.SendChanged changed, [NotNullWhen(true)] out string? line)
    {
        var receiver = changed.Recipient;
        var key = (changed.Send, receiver.Peer.Id);
        var file = Path.GetFileName(Path.TrimEndingDirectorySeparator(changed.Path));
        line = _told.TryGetValue(key, out var before) && before == receiver.State ? null : receiver.State switch
        {
            TransferState.Accepted => $"{receiver.Peer.Address} accepts {file}",
            TransferState.Received => $"{receiver.Peer.Address} has received {file}, verified",
            TransferState.Declined => $"{receiver.Peer.Address} declined {file}: {receiver.Reason}",
            TransferState.Failed => $"{receiver.Peer.Address} did not receive {file}: {receiver.Reason}",
            _ => null,
        };
        _told[key] = receiver.State;
        return line is not null;
    }

    /// <summary>It is over.</summary>
    public void Forget(Guid send)
    {
        foreach (var key in _told.Keys.Where(k => k.Send == send).ToList())
            _told.Remove(key);
    }
}
