namespace Akka.Remote.Engine;

using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Event;
using Akka.Remote.Transport.Tcp;
using Akka.Remote.Wire;

/// <content>From a tell to the socket's queue. Serialization happens on the caller's thread, which keeps each sender's order and needs no queue of objects.</content>
internal sealed partial class Association
{
    private readonly Queue<Pending> _pending = new();
    private long _pendingBytes;
    private long _overflowWarnedAt = -1_000_000;

    /// <summary>Sends a message on its way, or to dead letters. Never throws for what is wrong with the message or the peer.</summary>
    public void Send(object message, IActorRef? sender, RemoteActorRef recipient)
    {
        if (message is ISystemMessage)
        {
            SendSystem(message, recipient);
            return;
        }

        if (_forgotten)
        {
            remoting.AssociationWith(Remote).Send(message, sender, recipient);
            return;
        }

        var connection = Volatile.Read(ref _sending);
        if (connection is null && IsClosedToMessages())
        {
            remoting.ToDeadLetters(message, sender, recipient);
            return;
        }

        if (!TrySerialize(message, recipient, out var serialized))
        {
            return;
        }

        var from = remoting.Paths.Of(sender);
        var layout = new EnvelopeLayout(
            recipient.PathBytes, from, serialized.Bytes.Length, serialized.SerializerId, serialized.Manifest, Pdu.NoSequence);
        if (!FrameFormat.Fits(layout.BodyLength, remoting.Tcp.MaximumFrameSize))
        {
            remoting.OversizedMessage(message, recipient, layout.BodyLength);
            return;
        }

        var queued = new QueuedMessage(message, sender, recipient);
        var result = connection?.Outbound.Enqueue(layout, serialized.Bytes, queued, IsUrgent(message)) ?? EnqueueResult.Closed;
        if (result == EnqueueResult.Closed)
        {
            result = SendWithoutConnection(layout, queued, serialized, from);
        }

        if (result == EnqueueResult.Closed && _forgotten)
        {
            remoting.AssociationWith(Remote).Send(message, sender, recipient);
            return;
        }

        if (result == EnqueueResult.Full)
        {
            WarnOfOverflow();
        }

        if (result != EnqueueResult.Taken)
        {
            remoting.ToDeadLetters(message, sender, recipient);
        }
        else if (remoting.Settings.LogSend)
        {
            remoting.Log.Debug("Sent [{0}] to [{1}] from [{2}]", message, recipient, sender);
        }
    }

    private static bool IsUrgent(object message) =>
        message is IUrgentMessage or ActorSelectionMessage { Message: IUrgentMessage };

    private bool IsClosedToMessages()
    {
        lock (_sync)
        {
            return _shutDown || (_phase is Phase.Gated or Phase.Quarantined && Now < _closedUntil);
        }
    }

    private bool TrySerialize(object message, IActorRef recipient, out SerializedMessage serialized)
    {
        try
        {
            serialized = remoting.Codec.Serialize(message);
            return true;
        }
        catch (Exception e)
        {
            remoting.Log.Error(e, "A message of type [{0}] to [{1}] could not be serialized and is dropped", message.GetType(), recipient);
            serialized = default;
            return false;
        }
    }

    private EnqueueResult SendWithoutConnection(in EnvelopeLayout layout, in QueuedMessage queued, SerializedMessage serialized, byte[] from)
    {
        lock (_sync)
        {
            if (_phase == Phase.Open)
            {
                return _sending!.Outbound.Enqueue(layout, serialized.Bytes, queued, IsUrgent(queued.Message));
            }

            if (_shutDown || _forgotten || (_phase is Phase.Gated or Phase.Quarantined && Now < _closedUntil))
            {
                return EnqueueResult.Closed;
            }

            var size = layout.BodyLength;
            if (_pendingBytes + size > Math.Min(OutboundQueue.MostBytes, remoting.SendMemory.Left))
            {
                return EnqueueResult.Full;
            }

            if (_phase != Phase.Dialling)
            {
                BeginDialling();
            }

            _pending.Enqueue(new Pending(queued, null, from, serialized, size));
            _pendingBytes += size;
            remoting.SendMemory.Add(size);
            return EnqueueResult.Taken;
        }
    }

    private void SendSystem(object message, RemoteActorRef recipient)
    {
        if (!TrySerialize(message, recipient, out var serialized))
        {
            return;
        }

        var after = default(AfterLock);
        var forgotten = false;
        lock (_sync)
        {
            if (_forgotten)
            {
                forgotten = true;
            }
            else if (_shutDown || (_phase == Phase.Quarantined && Now < _closedUntil))
            {
                after.Add(() => remoting.ToDeadLetters(message, null, recipient));
            }
            else if (_outbox.Add(recipient.PathBytes, serialized, Now) is { } envelope)
            {
                PostSystem(envelope);
            }
            else
            {
                after.Add(() => remoting.ToDeadLetters(message, null, recipient));
                var uid = _uid;
                after.Add(() => remoting.Log.Error(
                    "More than {0} system messages wait for [{1}]: it is given up", remoting.Settings.SysMsgBufferSize, Remote));
                QuarantineLocked(uid, ref after);
            }
        }

        after.Run();
        if (forgotten)
        {
            remoting.AssociationWith(Remote).Send(message, null, recipient);
        }
    }

    /// <summary>Sends it now, or puts it in the line behind the messages that were sent before it. During a gate it stays in the outbox.</summary>
    private void PostSystem(SystemEnvelope envelope)
    {
        switch (_phase)
        {
            case Phase.Open:
                Write(_sending!, envelope);
                break;
            case Phase.Gated or Phase.Quarantined when Now < _closedUntil:
                break;
            default:
                if (_phase != Phase.Dialling)
                {
                    BeginDialling();
                }

                envelope.Waits = true;
                _pending.Enqueue(new Pending(default, envelope, [], envelope.Message, 0));
                break;
        }
    }

    private static void Write(Connection connection, SystemEnvelope envelope)
    {
        var message = envelope.Message;
        // Not ahead of the messages sent before it: a Terminated must not overtake an actor's last words.
        connection.Outbound.Enqueue(
            new EnvelopeLayout(envelope.Recipient, default, message.Bytes.Length, message.SerializerId, message.Manifest, envelope.Sequence),
            message.Bytes,
            what: null,
            urgent: false);
    }

    /// <summary>A connection is there: first what an earlier one may have lost, then what has waited for this one, in its order.</summary>
    private void SendAllThatWaited(Connection connection, ref AfterLock after)
    {
        foreach (var envelope in _outbox.Unacknowledged)
        {
            if (!envelope.Waits)
            {
                Write(connection, envelope);
            }
        }

        while (_pending.TryDequeue(out var next))
        {
            _pendingBytes -= next.Size;
            remoting.SendMemory.Add(-next.Size);
            if (next.System is { } envelope)
            {
                envelope.Waits = false;
                Write(connection, envelope);
                continue;
            }

            var message = next.Message;
            var queued = next.Queued;
            var layout = new EnvelopeLayout(
                ((RemoteActorRef)queued.Recipient).PathBytes,
                next.From,
                message.Bytes.Length,
                message.SerializerId,
                message.Manifest,
                Pdu.NoSequence);
            if (connection.Outbound.Enqueue(layout, message.Bytes, queued, IsUrgent(queued.Message)) != EnqueueResult.Taken)
            {
                after.Add(() => remoting.ToDeadLetters(queued.Message, queued.Sender, queued.Recipient));
            }
        }

        _outbox.QuietSince = Now;
    }

    /// <summary>No connection is to be had: messages become dead letters, system messages stay in the outbox.</summary>
    private void GiveUpPending(ref AfterLock after)
    {
        while (_pending.TryDequeue(out var next))
        {
            if (next.System is { } envelope)
            {
                envelope.Waits = false;
                continue;
            }

            var queued = next.Queued;
            after.Add(() => remoting.ToDeadLetters(queued.Message, queued.Sender, queued.Recipient));
        }

        remoting.SendMemory.Add(-_pendingBytes);
        _pendingBytes = 0;
    }

    private void WarnOfOverflow()
    {
        lock (_sync)
        {
            // One line for a stall, however many messages it costs.
            if (Now - _overflowWarnedAt < 10_000)
            {
                return;
            }

            _overflowWarnedAt = Now;
        }

        remoting.Log.Warning(
            "[{0}] doesn't take what is sent to it: {1} bytes wait already, further messages are dead letters until there is room",
            Remote,
            OutboundQueue.MostBytes);
    }

    private readonly record struct Pending(QueuedMessage Queued, SystemEnvelope? System, byte[] From, SerializedMessage Message, int Size);
}
