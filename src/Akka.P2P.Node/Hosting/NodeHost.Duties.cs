namespace Akka.P2P.Node.Hosting;

using Akka.Event;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Downloading;

/// <content>What the node does is written down when that changes, and taken up again by the next process with the same data folder.</content>
internal sealed partial class NodeHost
{
    private readonly DutyFile? _dutyFile;
    private readonly SemaphoreSlim _saving = new(1, 1);
    private int _unsaved;

    public NodeDuties Duties => _duties;

    /// <summary>Begins what an earlier process with this data folder had begun. What can't be is told as an event.</summary>
    public async Task<(int Shares, int Downloads)> TakeUpAsync()
    {
        await _gate.WaitAsync(_ending.Token);
        try
        {
            return await RestoreAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Something that changes what the node does, with nothing of the kind and no rebuild in between.</summary>
    public async Task<T> ExclusivelyAsync<T>(Func<Task<T>> change)
    {
        await _gate.WaitAsync(_ending.Token);
        try
        {
            return await change();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Begins a duty, whatever its state says. Call only within <see cref="ExclusivelyAsync"/>, or while nobody else knows of it.</summary>
    /// <exception cref="CommandException">It can't be begun.</exception>
    public async Task BeginAsync(Duty duty)
    {
        if (duty is Download download)
        {
            if (download.Folder is { } folder)
                _targets.Take(Targets.Folder(folder));
            await TellAsync<PeerCommands.DownloadStarted>(Order(download), LocalTimeout);
            return;
        }

        var share = (Share)duty;
        var store = await OpenAsync(share);
        try
        {
            await TellAsync<PeerCommands.TorrentShared>(new PeerCommands.ShareTorrent(share.Metainfo, store) { IsPart = share.IsPart }, LocalTimeout);
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends what the peer does with the torrent; its files are closed afterwards. What the duty says does not change.</summary>
    /// <exception cref="CommandException">It has ended by itself, or its files do not close.</exception>
    public async Task EndAsync(Duty duty, bool forGood)
    {
        var limit = _peerSettings.CloseTimeout + LocalTimeout;
        switch (duty)
        {
            case Share:
                await TellAsync<PeerCommands.SeedingStopped>(new PeerCommands.StopSeeding(duty.Torrent), limit);
                break;
            case Download when forGood:
                await TellAsync<PeerCommands.DownloadCancelled>(new PeerCommands.CancelDownload(duty.Torrent), limit);
                break;
            default:
                await TellAsync<PeerCommands.DownloadPaused>(new PeerCommands.PauseDownload(duty.Torrent), limit);
                break;
        }
    }

    /// <summary>When a download begins that waits for its turn.</summary>
    /// <returns>Which of those that wait it is, from 1; 0 when it does not wait.</returns>
    public async Task<int> PrioritizeAsync(Download download, DownloadPriority priority)
    {
        _duties.Prioritize(download, priority);
        return download.State != DutyState.Active ? 0
            : (await TellAsync<PeerCommands.DownloadPrioritized>(new PeerCommands.PrioritizeDownload(download.Torrent, priority), LocalTimeout)).Place;
    }

    /// <summary>A question to the peer that changes nothing.</summary>
    public Task<T> AskPeerAsync<T>(object question) => QueryAsync<T>(question, LocalTimeout);

    /// <summary>Returns when what the node does now would survive a power cut; without a data folder nothing does.</summary>
    /// <exception cref="CommandException">It could not be written down.</exception>
    public async Task SaveDutiesAsync()
    {
        try
        {
            await SaveAsync();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(
                ExitCode.Failed, $"It is done, but that could not be written down, so the next start does not know of it: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    /// <summary>As above, after the limits were changed.</summary>
    public Task SaveLimitsAsync()
    {
        Volatile.Write(ref _unsaved, 1);
        return SaveDutiesAsync();
    }

    private static async Task<IChunkStore> OpenAsync(Share share)
    {
        try
        {
            return await Task.Run(share.Open);
        }
        catch (ChunkStoreException e)
        {
            throw new CommandException(ExitCode.Failed, e.Message, e);
        }
    }

    private void DutiesChanged()
    {
        Volatile.Write(ref _unsaved, 1);
        // Whoever must know that it is written waits for it; the others go on, an actor among them.
        if (_dutyFile is not null)
            _ = Task.Run(SaveDutiesQuietlyAsync);
    }

    private async Task SaveDutiesQuietlyAsync()
    {
        try
        {
            await SaveAsync();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            System.Log.Warning("What this node does could not be written down: {0}", e.Message);
        }
    }

    private async Task SaveAsync()
    {
        if (_dutyFile is null)
            return;
        await _saving.WaitAsync();
        try
        {
            // Cleared before the look: whatever changes from here on is saved by whoever changed it.
            if (Interlocked.Exchange(ref _unsaved, 0) == 0)
                return;
            try
            {
                await _dutyFile.SaveAsync(_duties.All, _duties.Removed, Limits.Saved);
            }
            catch
            {
                Volatile.Write(ref _unsaved, 1);
                throw;
            }
        }
        finally
        {
            _saving.Release();
        }
    }
}
