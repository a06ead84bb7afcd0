namespace Akka.P2P.Node.Hosting;

using System.Globalization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Identity;
using Akka.P2P.Protocol;

/// <content>
/// In Akka.Remote a quarantine ends with the incarnation that it was said of. So a node that hears that it is quarantined starts another one
/// inside its process: same identity, port and catalogue, and everything in <see cref="NodeDuties"/> begins again where it stood.
/// </content>
internal sealed partial class NodeHost
{
    // The old system's port is free within a second or so; another program that took it meanwhile gets this long to go.
    private static readonly TimeSpan PortPatience = TimeSpan.FromSeconds(30);

    // One at a time: a rebuild, or a command that changes what the node does.
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly CancellationTokenSource _ending = new();
    private readonly RebuildPace _pace;
    private int _isRebuilding;

    /// <summary>For the next incarnation: the port that the first one got.</summary>
    private static LayeredConfig Rebinding(LayeredConfig layers, PeerAddress address)
    {
        var tcp = layers.Merged.GetConfig("akka.remote.dot-netty.tcp");
        // With a public port of its own the port behind it isn't seen from here; who forwards to a port has named it.
        return tcp.GetInt("port") != 0 || tcp.GetInt("public-port") != 0
            ? layers
            : layers.Under(
                FoundOut, ConfigurationFactory.ParseString(string.Create(CultureInfo.InvariantCulture, $"akka.remote.dot-netty.tcp.port = {address.Port}")));
    }

    private void Quarantined(NodeIncarnation incarnation, Address by)
    {
        // Several may say so of one incarnation.
        if (IsDraining || !ReferenceEquals(incarnation, _incarnation) || Interlocked.Exchange(ref _isRebuilding, 1) != 0)
            return;
        // Off the actor that heard it, which is about to be stopped.
        _ = Task.Run(() => RebuildAsync($"{by.Host}:{by.Port}"));
    }

    private async Task RebuildAsync(string quarantinedBy)
    {
        try
        {
            var pause = _pace.Next(TimeProvider.System.GetElapsedTime(0), Random.Shared);
            _incarnation.System.Log.Warning("{0} has quarantined this node, which is rebuilt in {1:0} s", quarantinedBy, pause.TotalSeconds);
            await Task.Delay(pause, _ending.Token);
            await _gate.WaitAsync(_ending.Token);
            try
            {
                await _incarnation.LeaveAsync(_peerSettings.CloseTimeout * 2);
                await KeepConsolePortAsync();
                var next = await StartAgainAsync();
                Populate(next);
                var old = _incarnation;
                _incarnation = next;
                // From here on the next one may be quarantined, too.
                Interlocked.Exchange(ref _isRebuilding, 0);
                old.Dispose();
                var (shares, downloads) = await RestoreAsync();
                _events.Writer.TryWrite(new NodeRebuilt(quarantinedBy, shares, downloads));
            }
            finally
            {
                _gate.Release();
            }
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            // The node ends as it is.
        }
        catch (Exception e)
        {
            // Whoever reads the events is told, and ends as a command that failed.
            _events.Writer.TryComplete(
                e as CommandException
                ?? new CommandException(ExitCode.Failed, $"{quarantinedBy} has quarantined this node, and it could not be rebuilt: {e.Message}", e));
        }
    }

    /// <summary>Whoever knew where consoles come in finds the next one there as well.</summary>
    private async Task KeepConsolePortAsync()
    {
        if (await Consoles is { } bound)
            Layers = Layers.Under(FoundOut, ConfigurationFactory.ParseString(string.Create(CultureInfo.InvariantCulture, $"petabridge.cmd.port = {bound.Port}")));
    }

    private async Task<NodeIncarnation> StartAgainAsync()
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return NodeIncarnation.Start(Layers.Merged);
            }
            catch (CommandException e) when (StartFailure.IsPortInUse(e) && TimeProvider.System.GetElapsedTime(began) < PortPatience)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), _ending.Token);
            }
        }
    }

    /// <summary>Begins everything again. What can't be is told as an event, as if it had failed while it ran.</summary>
    private async Task<(int Shares, int Downloads)> RestoreAsync()
    {
        var (shares, downloads) = (0, 0);
        foreach (var share in _duties.Shares)
        {
            try
            {
                await BeginAsync(share);
                shares++;
            }
            catch (CommandException e)
            {
                Happened(new PeerEvents.SeedingFailed(share.Torrent, ReturnCode.StorageFailed, e.Message));
            }
        }

        foreach (var download in _duties.Downloads)
        {
            try
            {
                await BeginAsync(download);
                downloads++;
            }
            catch (CommandException e)
            {
                Happened(new PeerEvents.DownloadFailed(download.Torrent, ReturnCode.Fail, e.Message));
            }
        }

        return (shares, downloads);
    }
}
