namespace Akka.P2P.Commands.Peers;

using System.Globalization;
using Akka.Actor;
using Akka.P2P.Actors.Talking;
using Akka.P2P.Protocol;
using Petabridge.Cmd;
using Petabridge.Cmd.Host;
using static Akka.P2P.Actors.Talking.TalkCommands;

/// <summary>Answers <see cref="PeerPalette"/>.</summary>
internal sealed class PeerHandlerActor : OperatorHandlerActor
{
    private const int MaxPings = 1000;

    // A text to all takes as long as the configuration allows, after the trackers' answer.
    private static readonly TimeSpan Long = TimeSpan.FromHours(25);

    private readonly ICanTell _peer;

    // One a command that runs; the host bounds those.
    private readonly Dictionary<IActorRef, IActorRef> _streams = [];
    private int _streamCount;

    public PeerHandlerActor(ICanTell peer)
        : base(PeerPalette.Palette)
    {
        _peer = peer;
        On<PeerList>(PeerPalette.List, _ => new ListPeers(), PeerText.Of, PeerJson.Of);
        On<PeerDetails>(PeerPalette.Show, args => new ShowPeer(One(args, "peer")), PeerText.Of, PeerJson.Of);
        On<BroadcastDone>(PeerPalette.Broadcast, args => new Broadcast(One(args, "text")), PeerText.Of, PeerJson.Of, Long);
        On<SendList>(PeerPalette.Sends, _ => new ListSends(), PeerText.Of, PeerJson.Of);
        On<SendStatus>(PeerPalette.Cancel, args => new CancelSend(Some(args, "id")), PeerText.Of, s => PeerJson.Line(PeerJson.Of(s)));
        On<OfferList>(PeerPalette.Offers, _ => new ListOffers(), PeerText.Of, PeerJson.Of);
        On<OfferStatus>(PeerPalette.Accept, args => new AcceptOffer(Some(args, "id")), PeerText.Of, o => PeerJson.Line(PeerJson.Of(o)));
        On<OfferStatus>(PeerPalette.Decline, args => new DeclineOffer(Some(args, "id")), PeerText.Of, o => PeerJson.Line(PeerJson.Of(o)));
        On<InboxContent>(PeerPalette.Inbox, _ => new ReadInbox(), PeerText.Of, PeerJson.Of);
        On<TalkStats>(PeerPalette.Stats, _ => new GetTalkStats(), PeerText.Of, PeerJson.Of);
        Receive<StreamEnded>(ended => _streams.Remove(ended.Client));
        Receive<CommandCancelled>(_ => HandleCancelled());
        Process(PeerPalette.Ping.Name, HandlePing);
        Process(PeerPalette.Send.Name, HandleSend);
    }

    private static string One(CommandArguments args, string name) => args.ArgumentValues(name).Single();

    private static string Some(CommandArguments args, string name) => args.ArgumentValues(name).FirstOrDefault() ?? "";

    private void On<T>(
        CommandDefinition definition, Func<CommandArguments, ILocalMessage> order, Func<T, IReadOnlyList<string>> text, Func<T, string> json,
        TimeSpan? limit = null) =>
        Process(definition.Name, (command, args) =>
            Order<T>(_peer, order(args), limit ?? Usual, answer => Responses.Of(command.WantsJson ? [json(answer)] : text(answer))));

    private void HandlePing(Command command, CommandArguments args)
    {
        var client = Sender;
        if (!int.TryParse(One(args, "count"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > MaxPings)
        {
            client.Tell(new ErroredCommandResponse($"--count takes a number from 1 to {MaxPings}."));
            return;
        }

        var (peer, json, name) = (_peer, command.WantsJson, One(args, "peer"));
        _streams[client] = Context.ActorOf(Props.Create(() => new PingStreamActor(peer, client, name, count, json)), $"ping-{++_streamCount}");
    }

    private void HandleSend(Command command, CommandArguments args)
    {
        var client = Sender;
        var to = args.ArgumentValues("to").FirstOrDefault();
        if (to is null != args.IsGiven("all"))
        {
            client.Tell(new ErroredCommandResponse("Say to whom: --to PEER, or --all."));
            return;
        }

        var (peer, json, file) = (_peer, command.WantsJson, One(args, "file"));
        _streams[client] = Context.ActorOf(Props.Create(() => new SendStreamActor(peer, client, new SendFile(file, to), json)), $"send-{++_streamCount}");
    }

    /// <summary>A console that has enough ends the looking on. What was ordered is done: of other commands there is nothing to cancel.</summary>
    private void HandleCancelled()
    {
        if (_streams.Remove(Sender, out var stream))
            Context.Stop(stream);
    }

    /// <summary>From a stream that told its console the last word.</summary>
    internal sealed record StreamEnded(IActorRef Client) : ILocalMessage;
}
