namespace Akka.P2P.Node.Menu;

using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Identity;
using Akka.P2P.Node.CommandLine;
using Akka.P2P.Node.Hosting;
using Akka.P2P.Node.Reporting;
using Akka.P2P.Protocol;

/// <summary>Does at the node what the menu wants. Whatever goes wrong becomes one line; the menu goes on.</summary>
internal sealed partial class MenuActions(NodeHost host, IMenuScreen screen, PublishWatch published)
{
    // What takes longer goes on in the background when a person waits, and says then how it ended.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <returns>What to show.</returns>
    public async Task<IReadOnlyList<string>> PerformAsync(MenuAction action, CancellationToken cancellation)
    {
        var work = ExplainedAsync(action, cancellation);
        if (!screen.IsInteractive || !MayTakeLong(action))
            return await work;

        await Task.WhenAny(work, Task.Delay(Patience, cancellation));
        if (work.IsCompleted)
            return await work;

        _ = TellLaterAsync(work);
        return ["This takes a while: it goes on in the background."];
    }

    private static bool MayTakeLong(MenuAction action) => action is MenuAction.Share or MenuAction.Broadcast or MenuAction.SendFile;

    private async Task TellLaterAsync(Task<IReadOnlyList<string>> work)
    {
        try
        {
            screen.Print(await work);
        }
        catch (OperationCanceledException)
        {
            // The node ends.
        }
    }

    private async Task<IReadOnlyList<string>> ExplainedAsync(MenuAction action, CancellationToken cancellation)
    {
        try
        {
            return action switch
            {
                MenuAction.ListTorrents => TorrentTable.Lines(await host.ListAsync("").WaitAsync(cancellation)),
                MenuAction.Download download => await DownloadAsync(download.Torrent, cancellation),
                MenuAction.Share share => await ShareAsync(share.Path, cancellation),
                MenuAction.Ping ping => await PingAsync(ping.Address.ToString(), cancellation),
                MenuAction.PingPeer ping => await PingAsync(ping.Prefix, cancellation),
                MenuAction.SendFile send => await SendFileAsync(send, cancellation),
                MenuAction.AnswerOffer answer => await AnswerAsync(answer, cancellation),
                MenuAction.Broadcast broadcast => await BroadcastAsync(broadcast.Text, cancellation),
                _ => throw new InvalidOperationException($"Nobody does {action.GetType().Name}."),
            };
        }
        catch (CommandException failure)
        {
            return [Explained(action, failure), .. failure.Candidates.Select(c => $"  {c}")];
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Not foreseen; but a person who can't go on from it has lost the node.
            return [$"failed: {e.Message.ReplaceLineEndings(" ")}"];
        }
    }

    private static string Explained(MenuAction action, CommandException failure) => (action, failure.Code, failure.Refusal) switch
    {
        (_, _, ReturnCode.AlreadySeeding) => $"already seeding this file: {failure.Message}",
        (MenuAction.Ping or MenuAction.PingPeer, ExitCode.NothingReachable, _) => $"failed to connect to peer: {failure.Message}",
        (_, ExitCode.NothingReachable, _) => $"failed to connect to tracker: {failure.Message}",
        (_, _, not null) => $"server request failed: {failure.Message}",
        _ => failure.Message,
    };

    private async Task<IReadOnlyList<string>> DownloadAsync(string what, CancellationToken cancellation)
    {
        var reference = TorrentReference.Parse(Home(what));
        var id = reference.Metainfo is not null || !reference.Peers.IsEmpty ? reference.Id : null;
        var name = reference.Metainfo?.Name;
        if (id is null)
        {
            var found = await host.ListAsync(reference.Prefix).WaitAsync(cancellation);
            if (found is not [var one])
            {
                return found.IsEmpty
                    ? [$"torrent id does not exist: {reference.Prefix}"]
                    : [$"{reference.Prefix} is the beginning of several ids, so say more of it:", .. found.Take(8).Select(t => $"  {t.Torrent}  {t.Name}")];
            }

            (id, name) = (one.Torrent, one.Name);
        }

        var target = host.Target(host.Settings.DownloadFolder);
        var started = await host.DownloadAsync(id.Value, reference.Metainfo, target, reference.Peers);
        return [started.Joined
            ? $"{name ?? id.Value.ShortText} is being downloaded already"
            : $"Downloading {name ?? id.Value.ShortText} to {target.Folder} in the background"];
    }

    private async Task<IReadOnlyList<string>> ShareAsync(string path, CancellationToken cancellation)
    {
        path = Home(path);
        if (!File.Exists(path) && !Directory.Exists(path))
            return [$"File not found: {path}"];

        var reporter = new MenuReporter(screen);
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(path));
        Storage.Hashing.HashedTorrent hashed;
        try
        {
            hashed = await SourceHashing.HashAsync(path, new HashView(reporter, name, TimeProvider.System), cancellation);
        }
        finally
        {
            // Hashing is shown as a transfer that has no id yet.
            screen.ProgressEnded("");
        }

        SourceHashing.WarnOfEmptyFolders(hashed, reporter);
        var id = hashed.Metainfo.Id;
        var listed = published.NextAsync(id);
        try
        {
            await host.ShareAsync(hashed);
            await Task.WhenAny(listed, Task.Delay(host.Settings.TrackerTimeout, cancellation));
            cancellation.ThrowIfCancellationRequested();
            return
            [
                $"Sharing {name} ({ByteSize.Format(hashed.Metainfo.TotalLength)}), torrent ID {id}",
                host.MagnetOf(hashed.Metainfo),
                .. Listing(listed.IsCompleted ? await listed : null),
            ];
        }
        finally
        {
            published.Forget(id);
        }
    }

    private IEnumerable<string> Listing(IPeerEvent? outcome) => outcome switch
    {
        null => [$"No tracker at {string.Join(", ", host.Trackers)} lists it yet: that follows as soon as one answers."],
        PeerEvents.PublishRefused refused => [$"server request failed: the tracker {refused.Tracker} refused it: {refused.Reason}"],
        _ => [],
    };

    // As a shell would: people type what they are used to.
    private static string Home(string path) => path.StartsWith("~/", StringComparison.Ordinal)
        ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[2..])
        : path;
}
