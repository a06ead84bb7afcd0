namespace Akka.P2P.Commands.Peers;

using System.Text.Json.Nodes;
using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Actors.Talking;
using Akka.P2P.Commands.Text;
using Petabridge.Cmd;
using static Akka.P2P.Actors.Talking.TalkCommands;

/// <summary>Sends a file and tells a console what becomes of it; when the console goes, the transfer goes on without it.</summary>
internal sealed class SendStreamActor : UntypedActor
{
    private readonly ICanTell _peer;
    private readonly IActorRef _client;
    private readonly SendFile _order;
    private readonly bool _json;
    private Guid _send;

    public SendStreamActor(ICanTell peer, IActorRef client, SendFile order, bool json) => (_peer, _client, _order, _json) = (peer, client, order, json);

    protected override void PreStart()
    {
        foreach (var what in (Type[])[typeof(TalkEvents.SendHashed), typeof(TalkEvents.SendChanged), typeof(TalkEvents.SendFinished)])
            Context.System.EventStream.Subscribe(Self, what);
        _peer.Tell(_order, Self);
    }

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case SendStarted started:
                _send = started.Send;
                Say("started", $"Transfer {started.Send:n}: {Human.Count(started.To.Length, "receiver", "receivers")}; reading {started.Path}",
                    new JsonObject { ["path"] = started.Path, ["peers"] = Json.Array(started.To, p => p.Id.ToString()) });
                break;
            case TalkEvents.SendHashed hashed when hashed.Send == _send:
                Say("offered", $"Offering {hashed.Name} ({Human.Bytes(hashed.Length)})",
                    new JsonObject { ["torrent"] = hashed.Torrent.ToString(), ["name"] = hashed.Name, ["bytes"] = hashed.Length });
                break;
            case TalkEvents.SendChanged changed when changed.Send == _send:
                Say("progress", PeerText.Of(changed.Recipient, changed.Length), PeerJson.Of(changed.Recipient));
                break;
            case TalkEvents.SendFinished finished when finished.Send.Send == _send:
                End(finished.Send);
                break;
            case PeerCommands.CommandRefused refused:
                End(Refusals.Of(refused)!);
                break;
            case TalkEvents.SendHashed or TalkEvents.SendChanged or TalkEvents.SendFinished:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Say(string what, string text, JsonObject fields) => _client.Tell(new CommandResponse(_json ? Line(what, fields) : text, final: false));

    private string Line(string what, JsonObject fields)
    {
        fields.Insert(0, "event", what);
        fields["send"] = $"{_send:n}";
        return Json.Line(fields);
    }

    private void End(SendStatus status)
    {
        var received = status.Recipients.Count(r => r.State == TransferState.Received);
        var sentence = $"{received} of {Human.Count(status.Recipients.Length, "receiver has", "receivers have")} it.";
        if (_json)
            Say("finished", "", PeerJson.Of(status));
        // A refusal is in plain words, whatever was asked for.
        End(received < status.Recipients.Length ? new ErroredCommandResponse(sentence) : _json ? CommandResponse.Empty : new CommandResponse(sentence));
    }

    private void End(CommandResponse last)
    {
        _client.Tell(last);
        Context.Parent.Tell(new PeerHandlerActor.StreamEnded(_client));
        Context.Stop(Self);
    }
}
