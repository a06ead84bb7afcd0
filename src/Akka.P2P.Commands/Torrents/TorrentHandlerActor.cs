namespace Akka.P2P.Commands.Torrents;

using Akka.Actor;
using Akka.P2P.Actors.Operating;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Protocol;
using Petabridge.Cmd;
using Petabridge.Cmd.Host;
using static Akka.P2P.Actors.Operating.NodeCommands;

/// <summary>Answers <see cref="TorrentCommands"/>.</summary>
internal sealed class TorrentHandlerActor : OperatorHandlerActor
{
    private const string NoPriority = "A priority is low, normal or high.";

    private readonly ICanTell _node;

    // One a command that runs; the host bounds those.
    private readonly Dictionary<IActorRef, IActorRef> _following = [];
    private int _streams;

    public TorrentHandlerActor(ICanTell node)
        : base(TorrentCommands.Palette)
    {
        _node = node;
        Process(TorrentCommands.List.Name, (command, args) => Order<TorrentTable>(
            _node, new ListTorrents(AskTrackers: !args.IsGiven("here")), Usual,
            table => Responses.Of(command.WantsJson ? [TorrentJson.Of(table)] : TorrentText.Of(table))));
        OnId<TorrentView>(TorrentCommands.Show, (id, _) => new ShowTorrent(id), TorrentText.Of, TorrentJson.Of);
        Process(TorrentCommands.Share.Name, (command, args) => Tell<TorrentShared>(
            command, new ShareTorrent(args.ArgumentValues("path").Single()), TorrentText.Of, TorrentJson.Of, Timeout.InfiniteTimeSpan));
        Process(TorrentCommands.Get.Name, (command, args) =>
        {
            if (TryOptions(args, out var options, out var problem))
            {
                FetchTorrent order = new(args.ArgumentValues("torrent").Single(), args.ArgumentValues("to").FirstOrDefault()) { Options = options };
                Tell<FetchStarted>(command, order, TorrentText.Of, TorrentJson.Of);
            }
            else
            {
                Sender.Tell(new ErroredCommandResponse(problem));
            }
        });
        Process(TorrentCommands.Priority.Name, (command, args) =>
        {
            if (TryPriority(args.ArgumentValues("priority").Single(), out var priority))
                Tell<TorrentPrioritized>(command, new PrioritizeTorrent(args.ArgumentValues("id").Single(), priority), TorrentText.Of, TorrentJson.Of);
            else
                Sender.Tell(new ErroredCommandResponse(NoPriority));
        });
        OnId<TorrentPaused>(TorrentCommands.Pause, (id, _) => new PauseTorrent(id), TorrentText.Of, TorrentJson.Of);
        OnId<TorrentResumed>(TorrentCommands.Resume, (id, _) => new ResumeTorrent(id), TorrentText.Of, TorrentJson.Of);
        OnId<TorrentCancelled>(
            TorrentCommands.Cancel, (id, args) => new CancelTorrent(id, args.IsGiven("delete-data")), TorrentText.Of, TorrentJson.Of);
        OnId<TorrentRemoved>(TorrentCommands.Remove, (id, _) => new RemoveTorrent(id), TorrentText.Of, TorrentJson.Of);
        OnId<TorrentRechecked>(TorrentCommands.Recheck, (id, _) => new RecheckTorrent(id), TorrentText.Of, TorrentJson.Of, Timeout.InfiniteTimeSpan);
        Process(TorrentCommands.Limit.Name, (command, args) =>
        {
            if (RateCommands.TryOrder(args, args.ArgumentValues("id").Single(), out var order, out var problem))
                Tell<RateLimits>(command, order, RateCommands.Text, RateCommands.Json);
            else
                Sender.Tell(new ErroredCommandResponse(problem));
        });
        Receive<ProgressStreamActor.Ended>(ended => _following.Remove(ended.Client));
        Receive<CommandCancelled>(_ => HandleCancelled());
        Process(TorrentCommands.Progress.Name, (command, args) => Follow(args.ArgumentValues("id").FirstOrDefault(), command.WantsJson));
    }

    private static bool TryOptions(CommandArguments args, out DownloadOptions options, out string problem)
    {
        (options, problem) = (DownloadOptions.Default, "");
        List<PathGlob> only = [];
        foreach (var text in args.ArgumentValues("only"))
        {
            if (!PathGlob.TryParse(text, out var glob))
            {
                problem = $"'{text}' is no pattern for --only: it names files in the torrent, for example *.json or weights/**.";
                return false;
            }

            only.Add(glob);
        }

        var priority = DownloadPriority.Normal;
        if (args.ArgumentValues("priority").FirstOrDefault() is { } word && !TryPriority(word, out priority))
        {
            problem = NoPriority;
            return false;
        }

        if (only.Count > 0 || args.IsGiven("sequential") || priority != DownloadPriority.Normal)
            options = new DownloadOptions { Only = only.Count > 0 ? [.. only] : [], IsSequential = args.IsGiven("sequential"), Priority = priority };
        return true;
    }

    private static bool TryPriority(string word, out DownloadPriority priority) =>
        Enum.TryParse(word, ignoreCase: true, out priority) && Enum.IsDefined(priority) && !char.IsAsciiDigit(word[^1]);

    private void Follow(string? id, bool json)
    {
        var (node, client) = (_node, Sender);
        _following[client] = Context.ActorOf(Props.Create(() => new ProgressStreamActor(node, client, id, json)), $"progress-{++_streams}");
    }

    /// <summary>Of other commands there is nothing to cancel: what was ordered is done.</summary>
    private void HandleCancelled()
    {
        if (_following.Remove(Sender, out var stream))
            Context.Stop(stream);
    }

    private void OnId<T>(
        CommandDefinition definition, Func<string, CommandArguments, ILocalMessage> order, Func<T, IReadOnlyList<string>> text, Func<T, string> json,
        TimeSpan? limit = null) =>
        Process(definition.Name, (command, args) => Tell(command, order(args.ArgumentValues("id").Single(), args), text, json, limit));

    private void Tell<T>(
        Command command, ILocalMessage order, Func<T, IReadOnlyList<string>> text, Func<T, string> json, TimeSpan? limit = null) =>
        Order<T>(_node, order, limit ?? Usual, answer => Responses.Of(command.WantsJson ? [json(answer)] : text(answer)));
}
