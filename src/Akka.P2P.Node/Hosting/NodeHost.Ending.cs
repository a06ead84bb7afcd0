namespace Akka.P2P.Node.Hosting;

using System.Collections.Immutable;
using Akka.Actor;
using Akka.P2P.Actors.Operating;
using Akka.P2P.Actors.Peers;

/// <content>How a node ends by order: first what others fetch from it, then its registrations, then the process.</content>
internal sealed partial class NodeHost
{
    private readonly TaskCompletionSource _stopRequested = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _drainGate = new();
    private Task<NodeCommands.Drained>? _draining;

    /// <summary>It takes no new work, and ends regularly.</summary>
    public bool IsDraining => _draining is not null;

    /// <summary>Cancelled when the node ends.</summary>
    public CancellationToken Ending => _ending.Token;

    /// <summary>Done when somebody asked for the end of the process; whoever runs it ends it.</summary>
    public Task StopRequested => _stopRequested.Task;

    public void RequestStop() => _stopRequested.TrySetResult();

    /// <summary>Once; whoever asks again gets the same answer.</summary>
    public Task<NodeCommands.Drained> DrainAsync(TimeSpan limit)
    {
        lock (_drainGate)
            return _draining ??= ExclusivelyAsync(() => DrainOnceAsync(limit));
    }

    private async Task<NodeCommands.Drained> DrainOnceAsync(TimeSpan limit)
    {
        if (_incarnation.Peer is null)
            return new NodeCommands.Drained(0, []);
        var drained = await TellAsync<PeerCommands.Drained>(new PeerCommands.Drain(limit), limit + _peerSettings.CloseTimeout + LocalTimeout);
        var left = await LeaveAsync();
        return new NodeCommands.Drained(drained.Unfinished, left);
    }

    /// <returns>Trackers that did not confirm.</returns>
    private async Task<ImmutableArray<Core.Identity.PeerAddress>> LeaveAsync()
    {
        try
        {
            var left = await _incarnation.Peer!.Ask<PeerCommands.Left>(new PeerCommands.Leave(), _peerSettings.CloseTimeout + Settings.TrackerTimeout);
            HasLeft?.Invoke(left.Silent);
            return left.Silent;
        }
        catch (AskTimeoutException)
        {
            // We go all the same: our lease ends without us.
            return [.. Trackers];
        }
    }
}
