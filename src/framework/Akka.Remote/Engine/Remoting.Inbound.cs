namespace Akka.Remote.Engine;

using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Event;
using Akka.Remote.Serialization.Proto.Msg;
using Akka.Remote.Transport.Tcp;
using Akka.Remote.Transport.Tls;
using Akka.Remote.Wire;

/// <content>What arrives: handshakes, farewells, messages; and where messages end that can't be sent.</content>
internal sealed partial class Remoting
{
    /// <summary>Characters of a system's name or a host: longer than DNS allows, and what is remembered of a peer must be bounded.</summary>
    private const int LongestName = 255;

    private readonly Grumbler _badConnections = new(1, () => Environment.TickCount64);

    /// <summary>One for each reason: those who come again and again for one reason must not hide another's.</summary>
    private readonly Grumbler[] _refusals =
        [.. Enum.GetValues<TlsRefusal>().Select(_ => new Grumbler(1, () => Environment.TickCount64))];

    private readonly Grumbler _unreadable = new(1, () => Environment.TickCount64);
    private readonly Grumbler _strays = new(1, () => Environment.TickCount64);

    void IConnectionOwner.OnFrame(Connection connection, ReadOnlySpan<byte> body)
    {
        if (connection.Muted)
        {
            return;
        }

        if (_adapters?.LosesInbound(((Peer)connection.Context!).Association?.Remote) == true)
        {
            return;
        }

        try
        {
            TakeFrame(connection, body);
        }
        catch (Exception e) when (e is not PduException)
        {
            // Whatever a frame does to us, it is the frame's fault, and said as that.
            throw new PduException($"a frame that can't be made sense of: {e.Message}", e);
        }
    }

    Task? IConnectionOwner.Behind(Connection connection) => ((Peer)connection.Context!).Reader?.Behind(connection);

    private void TakeFrame(Connection connection, ReadOnlySpan<byte> body)
    {
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
            peer.HeardAt = Environment.TickCount64;
            peer.Reader!.Deliver(ref pdu, association, connection);
        }
    }

    void IConnectionOwner.OnClosed(Connection connection, Exception? cause, IReadOnlyList<QueuedMessage> unsent)
    {
        _strangers.Remove(connection);
        _guests.Remove(connection);
        if (cause is PduException or TlsRefusedException or AssociationEnded { Kind: CloseKind.Crowded })
        {
            GrumbleAbout(connection, cause);
        }
        else if (((Peer)connection.Context!).Association is null && cause is not null)
        {
            Log.Debug("Connection from {0} ended before the handshake: {1}", connection.RemoteEndPoint, cause.Message);
        }

        ((Peer)connection.Context!).Association?.OnClosed(connection, cause, unsent);
    }

    /// <summary>Bytes that no message could be made of. They are a stranger's, or another version's.</summary>
    public void Unreadable(IActorRef recipient, int serializerId, string manifest, int length, string why)
    {
        if (_unreadable.May(out var more))
        {
            Log.Warning(
                "A message for [{0}] could not be read (serializer {1}, manifest [{2}], {3} bytes) and is dropped: {4}{5}",
                Shorten(recipient.Path.ToString()!), serializerId, Shorten(manifest), length, Shorten(why), more);
        }
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
            if (_strays.May(out var more))
            {
                Log.Warning(
                    "Dropping message [{0}] for non-local recipient [{1}] arriving at [{2}]{3}",
                    message.GetType(), Shorten(recipient.Path.ToString()!), LocalAddress, more);
            }

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
            // Kill bears no mark of harm, and ends whom it reaches all the same.
            case ISystemMessage or IPossiblyHarmful or Kill when UseUntrustedMode:
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

    private static string Shorten(string text) => text.Length > 200 ? text[..197] + "..." : text;

    private static IPAddress AddressOf(Connection connection) => (connection.RemoteAddress as IPEndPoint)?.Address ?? IPAddress.None;

    private void GrumbleAbout(Connection connection, Exception cause)
    {
        var grumbler = cause is TlsRefusedException refused ? _refusals[(int)refused.Kind] : _badConnections;
        if (grumbler.May(out var more))
        {
            Log.Warning("Connection with {0} is closed: {1}{2}", connection.RemoteEndPoint, Shorten(cause.Message), more);
        }
    }

    private void OnAccepted(IWire wire)
    {
        var connection = NewConnection(wire, inbound: true, association: null);
        if (Volatile.Read(ref _stopped) != 0)
        {
            wire.Dispose();
            return;
        }

        var evicted = _strangers.Add(connection, AddressOf(connection));
        connection.Start();
        evicted?.Close(new AssociationEnded(CloseKind.Crowded, "too many connections haven't said who they are, and most of them come from there"));
    }

    /// <summary>A connection could not be taken in. Without handles for files nothing can be: those who only wait make room.</summary>
    private bool OnAcceptTrouble(Exception trouble)
    {
        if (_badConnections.May(out var more))
        {
            Log.Warning("A connection could not be taken in: {0}{1}", trouble.Message, more);
        }

        if (trouble is not SocketException { SocketErrorCode: SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable })
        {
            return false;
        }

        var evicted = _strangers.Evict(Math.Max(16, _strangers.Count / 4));
        foreach (var stranger in evicted)
        {
            stranger.Close(new AssociationEnded(CloseKind.Crowded, "there are no handles left for connections that haven't said who they are"));
        }

        return evicted.Count > 0;
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

        if (origin.System.Length > LongestName || origin.Hostname.Length > LongestName || origin.Protocol.Length > LongestName)
        {
            throw new PduException("a handshake with a name that is too long");
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

            if (connection.NameObjection(origin.Hostname) is { } objection)
            {
                connection.Close(new TlsRefusedException(TlsRefusal.WrongHost, objection));
                return;
            }

            _strangers.Remove(connection);
            peer.HeardAt = Environment.TickCount64;
            connection.IsStranger = false;
            connection.Detector = NewDetector();
            peer.Reader = new InboundReader(this);
            peer.Introduced = Introduce(connection, peer, address, uid);
            var evicted = connection.IsClosed ? null : _guests.Add(connection, AddressOf(connection));
            evicted?.Close(new AssociationEnded(CloseKind.Crowded, "too many connections are open, and most of them come from there"));
            if (connection.IsClosed)
            {
                _guests.Remove(connection);
            }
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

    private bool Introduce(Connection connection, Peer peer, Address address, int uid)
    {
        while (true)
        {
            var association = AssociationWith(address);
            peer.Association = association;
            if (association.OnIntroduced(connection, uid) is { } accepted)
            {
                return accepted;
            }
        }
    }
}
