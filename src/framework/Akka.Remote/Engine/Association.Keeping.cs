namespace Akka.Remote.Engine;

using Akka.Event;
using Akka.Remote.Serialization.Proto.Msg;
using Akka.Remote.Transport;
using Akka.Remote.Transport.Tcp;
using Akka.Remote.Wire;

/// <content>What time brings: heartbeats, repetitions, gates that open; and the two ends, quarantine and shutdown.</content>
internal sealed partial class Association
{
    /// <summary>Above this much waiting, a repetition would only lengthen the queue.</summary>
    private const long ResendBelow = 1024 * 1024;

    private bool _warnedOfLength;

    /// <summary>
    /// Called a few times a second, for each of the thousands that strangers make: what it does when nothing is amiss takes no memory, so
    /// nothing in it, nor in <see cref="KeepAlive"/>, is a closure. True: nothing has been said for long, nothing waits, and it is forgotten from now on.
    /// </summary>
    /// <param name="patience">Calls during which one frame may stay unfinished.</param>
    public bool Tick(int patience)
    {
        var after = default(AfterLock);
        lock (_sync)
        {
            var now = Now;
            foreach (var connection in _connections)
            {
                KeepAlive(connection, now, patience, ref after);
            }

            if (_dial is { } dial && now - dial.OpenedAt > remoting.HandshakeTimeout.TotalMilliseconds)
            {
                End(dial, CloseKind.Handshake, $"no answer to the handshake within {remoting.HandshakeTimeout.TotalSeconds:0.###} s", ref after);
            }

            if (_phase is Phase.Gated or Phase.Quarantined && now >= _closedUntil && !_shutDown)
            {
                if (_outbox.Count > 0 && _phase == Phase.Gated)
                {
                    BeginDialling();
                }
                else if (_phase == Phase.Gated)
                {
                    _phase = Phase.Idle;
                }
            }

            if (_outbox.Count > 0)
            {
                RepeatOrGiveUp(now, ref after);
            }

            if (_phase != Phase.Idle || _connections.Count > 0 || _dial is not null || _pending.Count > 0 || _outbox.Count > 0 || now < _refusedUntil)
            {
                _usedAt = now;
            }
            else if (now - _usedAt > TransportLimits.ForgottenAfter)
            {
                // Whoever sends names of senders that don't exist makes us answer to addresses without end.
                _forgotten = true;
            }
        }

        after.Run();
        return _forgotten;
    }

    /// <summary>An acknowledgement has come.</summary>
    public void OnAck(Connection connection, ulong cumulative, ulong[] missing)
    {
        lock (_sync)
        {
            if (!_connections.Contains(connection))
            {
                return;
            }

            foreach (var envelope in _outbox.Acknowledge(cumulative, missing, Now))
            {
                if (_sending is { } sending)
                {
                    Write(sending, envelope);
                }
            }
        }
    }

    /// <summary>A system message has come: delivers it in its turn and acknowledges.</summary>
    public void OnSystemMessage(Connection connection, ulong sequence, Action deliver, int size)
    {
        SystemInbox inbox;
        lock (_sync)
        {
            if (!_connections.Contains(connection))
            {
                // From an incarnation that is no more.
                return;
            }

            inbox = _inbox;
        }

        var (cumulative, missing) = inbox.Take(sequence, deliver, size);
        connection.Outbound.Enqueue(ControlFrames.Ack(cumulative, missing), urgent: true);
    }

    /// <summary>Never speak with that incarnation again. Without a uid there is nothing to refuse: the address is gated.</summary>
    public void Quarantine(int? uid)
    {
        var after = default(AfterLock);
        lock (_sync)
        {
            // It has a record to keep now, so it is not forgotten before that is.
            _usedAt = Now;
            QuarantineLocked(uid, ref after);
        }

        after.Run();
    }

    /// <summary>Says goodbye on every connection, and ends it. What is sent afterwards opens another.</summary>
    public void Disassociate(DisassociateInfo reason)
    {
        var farewell = ControlFrames.Disassociate(reason switch
        {
            DisassociateInfo.Shutdown => CommandType.DisassociateShuttingDown,
            DisassociateInfo.Quarantined => CommandType.DisassociateQuarantined,
            _ => CommandType.Disassociate,
        });
        Connection[] open;
        lock (_sync)
        {
            open = [.. _connections];
        }

        foreach (var connection in open)
        {
            _ = connection.FinishAsync(farewell, remoting.Settings.FlushWait, new AssociationEnded(CloseKind.Disassociated, "it was told to disassociate"));
        }
    }

    /// <summary>Closes all connections, sending first what waits. Returns when done, or when the time is up.</summary>
    public async Task ShutdownAsync(TimeSpan wait)
    {
        var until = Now + (long)wait.TotalMilliseconds;
        while (true)
        {
            lock (_sync)
            {
                // What waits for a connection gets its chance.
                if (_phase != Phase.Dialling || _pending.Count == 0 || Now >= until)
                {
                    _shutDown = true;
                    break;
                }
            }

            await Task.Delay(20).ConfigureAwait(false);
        }

        var after = default(AfterLock);
        Connection[] open;
        lock (_sync)
        {
            GiveUpPending(ref after);
            open = [.. _connections];
            if (_dial is { } dial)
            {
                after.Add(() => dial.Close(new AssociationEnded(CloseKind.ShuttingDown, "this node is shutting down")));
            }
        }

        after.Run();
        var left = TimeSpan.FromMilliseconds(Math.Max(50, until - Now));
        var ended = new AssociationEnded(CloseKind.ShuttingDown, "this node is shutting down");
        var farewell = ControlFrames.Disassociate(CommandType.DisassociateShuttingDown);
        await Task.WhenAll(open.Select(c => c.FinishAsync(farewell, left, ended))).ConfigureAwait(false);
    }

    private void KeepAlive(Connection connection, long now, int patience, ref AfterLock after)
    {
        if (connection.SeenUnfinished() > patience)
        {
            End(connection, CloseKind.Silent, $"a frame from [{Remote}] was not finished within {TransportLimits.FrameTime.TotalSeconds:0} s", ref after);
            return;
        }

        if (connection.Detector is { IsAvailable: false })
        {
            End(connection, CloseKind.Silent, $"no sign of life from [{Remote}] for too long", ref after);
            return;
        }

        if (now - connection.HeartbeatSentAt >= remoting.HeartbeatInterval.TotalMilliseconds)
        {
            connection.HeartbeatSentAt = now;
            connection.Outbound.Enqueue(ControlFrames.Heartbeat(), urgent: true);
        }

        var limit = remoting.Settings.LogBufferSizeExceeding;
        var waiting = connection.Outbound.Count;
        if (limit > 0 && waiting > limit != _warnedOfLength && ReferenceEquals(connection, _sending))
        {
            _warnedOfLength = waiting > limit;
            if (_warnedOfLength)
            {
                WarnOfLength(waiting, ref after);
            }
        }
    }

    private static void End(Connection connection, CloseKind kind, string why, ref AfterLock after) =>
        after.Add(() => connection.Close(new AssociationEnded(kind, why)));

    private void WarnOfLength(int waiting, ref AfterLock after) => after.Add(() => remoting.Log.Warning(
        "[{0}] messages wait to be sent to [{1}]: flow control might be needed to bound what is under way", waiting, Remote));

    private void RepeatOrGiveUp(long now, ref AfterLock after)
    {
        var waited = now - _outbox.WaitingSince;
        if (_uid is null && waited > remoting.Settings.InitialSysMsgDeliveryTimeout.TotalMilliseconds)
        {
            var count = _outbox.Count;
            _outbox.Reset();
            after.Add(() => remoting.Log.Error("[{0}] was never reached: {1} system messages to it are given up", Remote, count));
        }
        else if (_uid is { } uid && waited > remoting.Settings.QuarantineSilentSystemTimeout.TotalMilliseconds)
        {
            after.Add(() => remoting.Log.Error("[{0}] hasn't acknowledged a system message for too long", Remote));
            QuarantineLocked(uid, ref after);
        }
        else if (_sending is { } sending
                 && now - _outbox.QuietSince >= remoting.Settings.SysResendTimeout.TotalMilliseconds
                 && sending.Outbound.Bytes < ResendBelow)
        {
            _outbox.QuietSince = now;
            foreach (var envelope in _outbox.Unacknowledged.Take(remoting.Settings.SysResendLimit))
            {
                Write(sending, envelope);
            }
        }
    }

    private void QuarantineLocked(int? uid, ref AfterLock after)
    {
        if (uid is null)
        {
            after.Add(() => remoting.Log.Warning(
                "Quarantine of [{0}] was asked for without a uid: the incarnation isn't known, so the address is only gated", Remote));
        }
        else if (_uid is not null && _uid != uid)
        {
            // An incarnation that is history anyway.
            if (_refusedUid != uid)
            {
                _refusedUid = uid;
                _refusedUntil = Now + QuarantineMillis();
                remoting.Publish(ref after, new QuarantinedEvent(Remote, uid.Value));
            }

            return;
        }
        else if (_refusedUid == uid && _phase == Phase.Quarantined)
        {
            return;
        }

        var reason = new AssociationEnded(CloseKind.QuarantinedPeer, $"[{Remote}] is quarantined");
        GiveUpPending(ref after);
        _closedUntil = Now + (long)remoting.Settings.RetryGateClosedFor.TotalMilliseconds;
        if (uid is { } known)
        {
            _phase = Phase.Quarantined;
            _refusedUid = known;
            _refusedUntil = Now + QuarantineMillis();
            _uid = null;
            _outbox.Reset();
            remoting.Publish(ref after, new QuarantinedEvent(Remote, known));
        }
        else
        {
            _phase = Phase.Gated;
        }

        foreach (var connection in _connections.Concat(_dial is null ? [] : [_dial]).ToArray())
        {
            connection.Muted = true;
            after.Add(() => _ = connection.FinishAsync(
                ControlFrames.Disassociate(uid is null ? CommandType.Disassociate : CommandType.DisassociateQuarantined),
                remoting.Settings.FlushWait,
                reason,
                urgent: true));
        }

        if (_sending is { } sending)
        {
            Volatile.Write(ref _sending, null);
            remoting.Publish(ref after, new DisassociatedEvent(remoting.LocalAddress, Remote, sending.IsInbound));
        }

        _connections.Clear();
        _dial = null;
    }

    private long QuarantineMillis() =>
        remoting.Settings.QuarantineDuration is { } duration ? (long)duration.TotalMilliseconds : long.MaxValue / 4;
}
