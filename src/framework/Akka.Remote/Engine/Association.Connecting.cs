namespace Akka.Remote.Engine;

using Akka.Event;
using Akka.Remote.Serialization.Proto.Msg;
using Akka.Remote.Transport.Tcp;
using Akka.Remote.Wire;

/// <content>Opening connections, taking in those that the peer opens, and what happens when one ends.</content>
internal sealed partial class Association
{
    /// <summary>The peer has answered the handshake on a connection that we dialled.</summary>
    public void OnDialAnswered(Connection connection, int uid)
    {
        var after = default(AfterLock);
        lock (_sync)
        {
            if (IsRefused(uid))
            {
                Refuse(connection, ref after);
            }
            else
            {
                _dial = null;
                MeetIncarnation(uid, ref after);
                _connections.Add(connection);
                if (_phase != Phase.Open)
                {
                    SendOn(connection, ref after);
                }
            }
        }

        after.Run();
    }

    /// <summary>
    /// The peer has opened a connection and introduced itself. False: it is refused, and has been told so. Null: this association is forgotten.
    /// </summary>
    public bool? OnIntroduced(Connection connection, int uid)
    {
        var after = default(AfterLock);
        var accepted = true;
        lock (_sync)
        {
            if (_forgotten)
            {
                return null;
            }

            if (_shutDown || IsRefused(uid))
            {
                Refuse(connection, ref after);
                accepted = false;
            }
            else
            {
                MeetIncarnation(uid, ref after);
                _connections.Add(connection);
                connection.Outbound.Enqueue(remoting.Introduction, urgent: true);
                if (remoting.Settings.UsePassiveConnections && ShouldSendOn(connection))
                {
                    SendOn(connection, ref after);
                }
            }
        }

        after.Run();
        return accepted;
    }

    /// <summary>A connection of this association has ended.</summary>
    public void OnClosed(Connection connection, Exception? cause, IReadOnlyList<QueuedMessage> unsent)
    {
        var after = default(AfterLock);
        lock (_sync)
        {
            foreach (var message in unsent)
            {
                after.Add(() => remoting.ToDeadLetters(message.Message, message.Sender, message.Recipient));
            }

            var wasOurs = _connections.Remove(connection);
            if (ReferenceEquals(connection, _dial))
            {
                _dial = null;
                if (_phase == Phase.Dialling && !AdoptAnother(ref after))
                {
                    DialFailed(cause ?? new AssociationEnded(CloseKind.Disassociated, "the peer closed the connection during the handshake"), ref after);
                }
            }
            else if (ReferenceEquals(connection, _sending))
            {
                Volatile.Write(ref _sending, null);
                remoting.Publish(ref after, new DisassociatedEvent(remoting.LocalAddress, Remote, connection.IsInbound));
                if (_phase == Phase.Open && (_shutDown || !AdoptAnother(ref after)))
                {
                    ConnectionLost(cause, connection.IsInbound, ref after);
                }
            }
            else if (wasOurs)
            {
                remoting.Publish(ref after, new DisassociatedEvent(remoting.LocalAddress, Remote, connection.IsInbound));
            }
        }

        after.Run();
    }

    private bool IsRefused(int uid) => _refusedUid == uid && Now < _refusedUntil;

    private void Refuse(Connection connection, ref AfterLock after)
    {
        var reason = _shutDown
            ? new AssociationEnded(CloseKind.ShuttingDown, "this node is shutting down")
            : new AssociationEnded(CloseKind.QuarantinedPeer, $"[{Remote}] is quarantined: it must be restarted before it is spoken with again");
        var farewell = ControlFrames.Disassociate(_shutDown ? CommandType.DisassociateShuttingDown : CommandType.DisassociateQuarantined);
        connection.Muted = true;
        after.Add(() => _ = connection.FinishAsync(farewell, remoting.Settings.FlushWait, reason));
    }

    /// <summary>Which incarnation is at the address? A new one knows nothing of what its predecessor was told.</summary>
    private void MeetIncarnation(int uid, ref AfterLock after)
    {
        if (_uid == uid)
        {
            return;
        }

        if (_uid is not null)
        {
            foreach (var old in _connections.ToArray())
            {
                old.Muted = true;
                var ended = new AssociationEnded(CloseKind.Superseded, $"[{Remote}] has a new incarnation, uid {uid}");
                after.Add(() => old.Close(ended));
            }

            if (_sending is { } sending)
            {
                Volatile.Write(ref _sending, null);
                _phase = _dial is null ? Phase.Idle : Phase.Dialling;
                remoting.Publish(ref after, new DisassociatedEvent(remoting.LocalAddress, Remote, sending.IsInbound));
            }

            _connections.Clear();
            _outbox.Reset();
        }

        _uid = uid;
        _inbox = new SystemInbox(remoting.Settings.SysMsgBufferSize);
    }

    /// <summary>
    /// A dial on which we have already introduced ourselves is kept, since the peer may count on it. A peer that opens a connection
    /// although one has long been there has lost that one.
    /// </summary>
    private bool ShouldSendOn(Connection inbound) => _phase switch
    {
        Phase.Dialling => _dial is null,
        Phase.Open => _sending!.IsInbound || inbound.OpenedAt - _sending.OpenedAt > remoting.HandshakeTimeout.TotalMilliseconds,
        _ => true,
    };

    private void SendOn(Connection connection, ref AfterLock after)
    {
        _phase = Phase.Open;
        SendAllThatWaited(connection, ref after);
        Volatile.Write(ref _sending, connection);
        remoting.Publish(ref after, new AssociatedEvent(remoting.LocalAddress, Remote, connection.IsInbound));
    }

    private bool AdoptAnother(ref AfterLock after)
    {
        if (!remoting.Settings.UsePassiveConnections || _connections.FindLast(c => !c.IsClosed) is not { } other)
        {
            return false;
        }

        SendOn(other, ref after);
        return true;
    }

    private void BeginDialling()
    {
        _phase = Phase.Dialling;
        _ = DialAsync();
    }

    private async Task DialAsync()
    {
        // Off the caller's thread: connecting may resolve names.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            var wire = await remoting.DialAsync(Remote).ConfigureAwait(false);
            Connection connection;
            lock (_sync)
            {
                if (_phase != Phase.Dialling || _dial is not null || _shutDown)
                {
                    // The peer's own connection came first.
                    wire.Dispose();
                    return;
                }

                connection = remoting.NewConnection(wire, inbound: false, this);
                _dial = connection;
            }

            connection.Outbound.Enqueue(remoting.Introduction, urgent: true);
            connection.Start();
        }
        catch (Exception e)
        {
            var after = default(AfterLock);
            lock (_sync)
            {
                if (_phase == Phase.Dialling && _dial is null && !AdoptAnother(ref after))
                {
                    DialFailed(e, ref after);
                }
            }

            after.Run();
        }
    }

    private void DialFailed(Exception cause, ref AfterLock after)
    {
        GiveUpPending(ref after);
        if (cause is AssociationEnded { Kind: CloseKind.QuarantinedPeer })
        {
            // It is still the incarnation that is refused.
            _phase = Phase.Quarantined;
            _closedUntil = Now + (long)remoting.Settings.RetryGateClosedFor.TotalMilliseconds;
            return;
        }

        Gate(cause, inbound: false, LogLevel.ErrorLevel, ref after);
    }

    private void ConnectionLost(Exception? cause, bool inbound, ref AfterLock after)
    {
        switch (cause)
        {
            case AssociationEnded { Kind: CloseKind.ShuttingDown }:
                _phase = Phase.Gated;
                _closedUntil = long.MaxValue;
                break;
            case AssociationEnded { Kind: CloseKind.PeerShutDown }:
                Gate(cause, inbound, LogLevel.InfoLevel, ref after);
                break;
            case AssociationEnded { Kind: CloseKind.QuarantinedByPeer } when inbound && !_shutDown:
                // Anybody can open a connection in anybody's name and say so. Whoever listens at the address is asked: one that did
                // quarantine us refuses the handshake with the same words.
                BeginDialling();
                break;
            default:
                Gate(cause ?? new AssociationEnded(CloseKind.Disassociated, "the connection was closed"), inbound, LogLevel.WarningLevel, ref after);
                break;
        }
    }

    private void Gate(Exception cause, bool inbound, LogLevel level, ref AfterLock after)
    {
        var closedFor = remoting.Settings.RetryGateClosedFor;
        _phase = Phase.Gated;
        _closedUntil = Now + (long)closedFor.TotalMilliseconds;
        if (_shutDown)
        {
            return;
        }

        if (level != LogLevel.InfoLevel)
        {
            remoting.Publish(ref after, new AssociationErrorEvent(cause, remoting.LocalAddress, Remote, inbound, level));
        }

        if (remoting.MayLogEnd(out var more))
        {
            after.Add(() => remoting.Log.Log(
                level == LogLevel.InfoLevel ? LogLevel.InfoLevel : LogLevel.WarningLevel,
                null,
                $"Association with remote system [{Remote}] has ended; address is now gated for {closedFor.TotalMilliseconds:0} ms. Reason: [{cause.Message}]{more}"));
        }

        if (cause is AssociationEnded { Kind: CloseKind.QuarantinedByPeer })
        {
            remoting.Publish(ref after, new ThisActorSystemQuarantinedEvent(remoting.LocalAddress, Remote));
        }
    }
}
