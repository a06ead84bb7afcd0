namespace Akka.Remote.Engine;

using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Event;
using Akka.Remote.Serialization.Proto.Msg;
using Akka.Remote.Transport.Tcp;
using Akka.Remote.Wire;

/// <content>What arrives: handshakes, farewells, messages; and where messages end that can't be sent.</content>
internal sealed partial class Remoting
{
    void IConnectionOwner.OnFrame(Connection connection, ReadOnlySpan<byte> body)
    {
        if (connection.Muted)
        {
            return;
        }

        var peer = (Peer)connection.Context!;
        var pdu = Pdu.Decode(body);
        if (pdu.Control is { } control)
        {
            OnInstruction(connection, peer, control);
            return;
        }

        if (!peer.Introduced)
        {
            throw new PduException("a message came before the handshake");
        }

        var association = peer.Association!;
        if (pdu.HasAck)
        {
            association.OnAck(connection, pdu.CumulativeAck, pdu.Nacks);
        }

        if (pdu.HasEnvelope)
        {
            peer.Reader!.Deliver(ref pdu, association, connection);
        }
    }

    void IConnectionOwner.OnClosed(Connection connection, Exception? cause, IReadOnlyList<QueuedMessage> unsent)
    {
        _strangers.TryRemove(connection, out _);
        if (cause is PduException)
        {
            Log.Warning("Connection with {0} is closed: {1}", connection.RemoteEndPoint, cause.Message);
        }
        else if (((Peer)connection.Context!).Association is null && cause is not null)
        {
            Log.Debug("Connection from {0} ended before the handshake: {1}", connection.RemoteEndPoint, cause.Message);
        }

        ((Peer)connection.Context!).Association?.OnClosed(connection, cause, unsent);
    }

    /// <summary>Gives a message that has arrived to its actor, unless untrusted mode forbids it.</summary>
    public void Dispatch(IInternalActorRef recipient, object message, IActorRef? sender)
    {
        if (Settings.LogReceive)
        {
            Log.Debug("Received [{0}] for [{1}] from [{2}]", message, recipient, sender);
        }

        if (recipient is RemoteActorRef)
        {
            Log.Warning("Dropping message [{0}] for non-local recipient [{1}] arriving at [{2}]", message.GetType(), recipient, LocalAddress);
            return;
        }

        switch (message)
        {
            case ActorSelectionMessage selection when UseUntrustedMode && !IsTrusted(selection):
                Log.Debug("Untrusted mode: a selection of [{0}] is dropped", PathOf(selection));
                break;
            case ActorSelectionMessage selection:
                ActorSelection.DeliverSelection(recipient, sender, selection);
                break;
            case ISystemMessage or IPossiblyHarmful when UseUntrustedMode:
                Log.Debug("Untrusted mode: [{0}] for [{1}] is dropped", message.GetType(), recipient);
                break;
            case ISystemMessage system:
                recipient.SendSystemMessage(system);
                break;
            default:
                recipient.Tell(message, sender!);
                break;
        }
    }

    public void ToDeadLetters(object message, IActorRef? sender, IActorRef recipient)
    {
        if (message is ISystemMessage)
        {
            Log.Debug("System message [{0}] to [{1}] can't be delivered", message, recipient);
            return;
        }

        System.DeadLetters.Tell(new DeadLetter(message, sender is null || sender.IsNobody() ? System.DeadLetters : sender, recipient), ActorRefs.NoSender);
    }

    public void OversizedMessage(object message, IActorRef recipient, int bodyLength)
    {
        var cause = new OversizedPayloadException(
            $"Discarding oversized payload sent to {recipient}: max allowed size {Tcp.MaximumFrameSize} bytes, "
            + $"actual size of encoded {message.GetType()} was {bodyLength + FrameFormat.PrefixLength} bytes.");
        Log.Error(cause, "Transient association error (association remains live)");
    }

    private static string PathOf(ActorSelectionMessage selection) =>
        "/" + string.Join("/", selection.Elements.Select(e => e.ToString()));

    private bool IsTrusted(ActorSelectionMessage selection) =>
        selection.Message is not IPossiblyHarmful
        && selection.Elements.All(e => e is SelectChildName)
        && Settings.TrustedSelectionPaths.Contains(PathOf(selection));

    private void OnAccepted(IWire wire)
    {
        var connection = NewConnection(wire, inbound: true, association: null);
        if (Volatile.Read(ref _stopped) != 0)
        {
            wire.Dispose();
            return;
        }

        _strangers[connection] = true;
        connection.Start();
    }

    private void OnInstruction(Connection connection, Peer peer, AkkaControlMessage control)
    {
        switch (control.CommandType)
        {
            case CommandType.Associate when !peer.Introduced:
                OnAssociate(connection, peer, control.HandshakeInfo);
                break;
            case CommandType.Heartbeat:
                // Every frame is a sign of life; this one is nothing else.
                break;
            case CommandType.Disassociate:
                connection.CloseInAnswer(new AssociationEnded(CloseKind.Disassociated, "Disassociated"));
                break;
            case CommandType.DisassociateShuttingDown:
                connection.CloseInAnswer(new AssociationEnded(CloseKind.PeerShutDown, "the remote system is shutting down"));
                break;
            case CommandType.DisassociateQuarantined:
                connection.CloseInAnswer(new AssociationEnded(
                    CloseKind.QuarantinedByPeer,
                    "The remote system has quarantined this system. No further associations to the remote system are possible until this system is restarted."));
                break;
            default:
                throw new PduException($"the instruction {control.CommandType} makes no sense here");
        }
    }

    private void OnAssociate(Connection connection, Peer peer, AkkaHandshakeInfo? info)
    {
        if (info?.Origin is not { } origin || origin.System.Length == 0 || origin.Hostname.Length == 0 || origin.Port is 0 or > 65535)
        {
            throw new PduException("a handshake that doesn't say who it is from");
        }

        var prefix = RemoteSettings.AkkaScheme + ".";
        var protocol = origin.Protocol.StartsWith(prefix, StringComparison.Ordinal) ? origin.Protocol : prefix + origin.Protocol;
        var address = new Address(protocol, origin.System, origin.Hostname, (int)origin.Port);
        var uid = unchecked((int)info.Uid);
        if (connection.IsInbound)
        {
            if (address.Protocol != LocalAddress.Protocol || address.Equals(LocalAddress))
            {
                throw new PduException($"a handshake from [{address}], which can't be a peer of [{LocalAddress}]");
            }

            var association = AssociationWith(address);
            peer.Association = association;
            _strangers.TryRemove(connection, out _);
            peer.Introduced = association.OnIntroduced(connection, uid);
        }
        else
        {
            if (!peer.Association!.Remote.Equals(address))
            {
                Log.Debug("[{0}] answers as [{1}]", peer.Association.Remote, address);
            }

            peer.Introduced = true;
            peer.Association.OnDialAnswered(connection, uid);
        }
    }
}
