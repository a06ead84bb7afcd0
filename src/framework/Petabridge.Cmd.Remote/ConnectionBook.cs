namespace Petabridge.Cmd.Remote;

using Akka.Actor;
using Akka.Remote;

/// <summary>What is known of the connections, from the events of Akka.Remote. A plain object with a bound on all that it keeps.</summary>
internal sealed class ConnectionBook(int maxAddresses, int maxHistory)
{
    private readonly Dictionary<Address, Connection> _connections = [];
    private readonly Queue<Happening> _history = new();

    public long Opened { get; private set; }

    public long Lost { get; private set; }

    public long Failed { get; private set; }

    public long Quarantined { get; private set; }

    /// <summary>By address, those that changed last at the end.</summary>
    public IReadOnlyList<Connection> Connections => [.. _connections.Values.OrderBy(connection => connection.Changed)];

    /// <summary>The latest at the end.</summary>
    public IReadOnlyList<Happening> History => [.. _history];

    public void Note(RemotingLifecycleEvent happened, DateTimeOffset now)
    {
        switch (happened)
        {
            case AssociatedEvent opened:
                Opened++;
                Change(opened.RemoteAddress, now, c => opened.IsInbound ? c with { Inbound = true } : c with { Outbound = true });
                Keep(now, opened.RemoteAddress, opened.IsInbound ? "opened by them" : "opened by us");
                break;
            case DisassociatedEvent lost:
                Lost++;
                Change(lost.RemoteAddress, now, c => lost.IsInbound ? c with { Inbound = false } : c with { Outbound = false });
                Keep(now, lost.RemoteAddress, lost.IsInbound ? "lost; it was opened by them" : "lost; it was opened by us");
                break;
            case AssociationErrorEvent failed:
                Failed++;
                Change(failed.RemoteAddress, now, c => c with { LastError = failed.Cause.Message });
                Keep(now, failed.RemoteAddress, $"failed: {failed.Cause.Message}");
                break;
            case QuarantinedEvent quarantined:
                Quarantined++;
                Change(quarantined.Address, now, c => c with { Inbound = false, Outbound = false, QuarantinedUid = quarantined.Uid });
                Keep(now, quarantined.Address, $"quarantined by us (uid {quarantined.Uid})");
                break;
            case ThisActorSystemQuarantinedEvent us:
                Quarantined++;
                Change(us.RemoteAddress, now, c => c with { QuarantinesUs = true });
                Keep(now, us.RemoteAddress, "has quarantined us");
                break;
            default:
                Keep(now, null, happened.ToString() ?? happened.GetType().Name);
                break;
        }
    }

    private void Change(Address address, DateTimeOffset now, Func<Connection, Connection> change)
    {
        if (!_connections.TryGetValue(address, out var connection))
        {
            if (_connections.Count >= maxAddresses)
                _connections.Remove(_connections.Values.OrderBy(c => c.IsOpen || c.IsQuarantined).ThenBy(c => c.Changed).First().Address);
            connection = new Connection(address, now);
        }

        _connections[address] = change(connection) with { Changed = now };
    }

    private void Keep(DateTimeOffset now, Address? address, string what)
    {
        if (_history.Count >= maxHistory)
            _history.Dequeue();
        _history.Enqueue(new Happening(now, address, what));
    }

    internal sealed record Connection(Address Address, DateTimeOffset Changed)
    {
        public bool Inbound { get; init; }

        public bool Outbound { get; init; }

        public int? QuarantinedUid { get; init; }

        public bool QuarantinesUs { get; init; }

        public string? LastError { get; init; }

        public bool IsOpen => Inbound || Outbound;

        public bool IsQuarantined => QuarantinedUid is not null || QuarantinesUs;

        /// <summary>One word for how it is. A new incarnation of a quarantined node may connect, which shows as open.</summary>
        public string State => (Inbound, Outbound, IsQuarantined) switch
        {
            (true, true, _) => "open both ways",
            (true, false, _) => "open by them",
            (false, true, _) => "open by us",
            (_, _, true) => "quarantined",
            _ => "closed",
        };
    }

    internal sealed record Happening(DateTimeOffset Time, Address? Address, string What);
}
