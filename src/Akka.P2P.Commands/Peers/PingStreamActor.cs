namespace Akka.P2P.Commands.Peers;

using System.Text.Json.Nodes;
using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Commands.Text;
using Akka.P2P.Protocol;
using Petabridge.Cmd;
using static Akka.P2P.Actors.Talking.TalkCommands;

/// <summary>Pings one peer so many times, a second apart, and tells a console of each; the handler ends it with the console.</summary>
internal sealed class PingStreamActor : UntypedActor, IWithTimers
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ICanTell _peer;
    private readonly IActorRef _client;
    private readonly string _name;
    private readonly int _count;
    private readonly bool _json;
    private readonly List<TimeSpan> _roundTrips = [];
    private int _sent;

    public PingStreamActor(ICanTell peer, IActorRef client, string name, int count, bool json) =>
        (_peer, _client, _name, _count, _json) = (peer, client, name, count, json);

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => Ping();

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case PeerCommands.PeerAnswered answered:
                _roundTrips.Add(answered.RoundTrip);
                Say(_json
                    ? Json.Line(new JsonObject
                    {
                        ["peer"] = answered.Peer.ToString(),
                        ["address"] = answered.Address.ToString(),
                        ["roundTripSeconds"] = answered.RoundTrip.TotalSeconds,
                    })
                    : $"Pong from {answered.Peer.ShortText} at {answered.Address}: {Human.Span(answered.RoundTrip)}");
                break;
            // One that doesn't answer may do so next time; what is wrong with the question stays wrong.
            case PeerCommands.CommandRefused { Code: ReturnCode.Unreachable } silent when _count > 1:
                Say(_json ? Json.Line(new JsonObject { ["failure"] = silent.Reason }) : silent.Reason);
                break;
            case PeerCommands.CommandRefused refused:
                End(Refusals.Of(refused)!);
                break;
            case PingAgain:
                Ping();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Ping()
    {
        _sent++;
        _peer.Tell(new PingNamed(_name), Self);
    }

    private void Say(string line)
    {
        if (_sent < _count)
        {
            Timers.StartSingleTimer(PingAgain.Instance, PingAgain.Instance, Pause);
            _client.Tell(new CommandResponse(line, final: false));
            return;
        }

        if (_count == 1)
        {
            End(new CommandResponse(line));
            return;
        }

        _client.Tell(new CommandResponse(line, final: false));
        End(_roundTrips.Count == 0 ? new ErroredCommandResponse(Sentence()) : new CommandResponse(_json ? Json.Line(Numbers()) : Sentence()));
    }

    private string Sentence() => _roundTrips.Count == 0
        ? $"None of {_count} pings was answered."
        : $"{_roundTrips.Count} of {_count} pings were answered, in {Human.Span(_roundTrips.Min())} at least, {Human.Span(Mean())} on average, {Human.Span(_roundTrips.Max())} at most.";

    private JsonObject Numbers()
    {
        var numbers = new JsonObject { ["sent"] = _count, ["answered"] = _roundTrips.Count };
        if (_roundTrips.Count == 0)
            return numbers;
        numbers["minSeconds"] = _roundTrips.Min().TotalSeconds;
        numbers["meanSeconds"] = Mean().TotalSeconds;
        numbers["maxSeconds"] = _roundTrips.Max().TotalSeconds;
        return numbers;
    }

    private TimeSpan Mean() => TimeSpan.FromTicks((long)_roundTrips.Average(r => r.Ticks));

    private void End(CommandResponse last)
    {
        _client.Tell(last);
        Context.Parent.Tell(new PeerHandlerActor.StreamEnded(_client));
        Context.Stop(Self);
    }

    private sealed class PingAgain : ILocalMessage
    {
        public static PingAgain Instance { get; } = new();
    }
}
