namespace Akka.Remote.Engine;

using System.Collections.Concurrent;
using System.Diagnostics;
using Akka.Actor;
using Akka.Configuration;
using Akka.Remote.Transport;

/// <summary>What <c>applied-adapters</c> does to frames. Only a node that is told to has one: the way of a frame costs others nothing.</summary>
internal sealed class Adapters
{
    private readonly ConcurrentDictionary<(string? Host, int? Port), Throttle> _throttles = new();
    private readonly ConcurrentDictionary<(string? Host, int? Port), FailureInjectorTransportAdapter.IGremlinMode> _gremlins = new();
    private readonly bool _throttling;
    private readonly bool _injecting;
    private volatile FailureInjectorTransportAdapter.IGremlinMode _gremlin = FailureInjectorTransportAdapter.PassThru.Instance;

    private Adapters(IReadOnlyList<string> names)
    {
        Scheme = string.Join('.', names) + ".";
        _throttling = names.Contains(ThrottleTransportAdapter.Scheme);
        _injecting = names.Contains(FailureInjectorTransportAdapter.FailureInjectorSchemeIdentifier);
    }

    /// <summary>What stands before the transport's name in addresses, with its dot.</summary>
    public string Scheme { get; }

    /// <returns>Null when none is applied.</returns>
    /// <exception cref="ConfigurationException">There is no adapter of that name.</exception>
    public static Adapters? Applied(IList<string> names)
    {
        var unknown = names.FirstOrDefault(n => n is not ("trttl" or "gremlin"));
        return unknown is null
            ? names.Count == 0 ? null : new Adapters([.. names])
            : throw new ConfigurationException($"akka.remote.dot-netty.tcp.applied-adapters names [{unknown}]: trttl and gremlin are all there are");
    }

    /// <summary>True when the command was one for an adapter that is applied.</summary>
    public bool Obeys(object command)
    {
        switch (command)
        {
            case SetThrottle throttle when _throttling:
                _throttles.GetOrAdd(KeyOf(throttle.Address), _ => new Throttle()).Set(throttle.Direction, throttle.Mode);
                return true;
            case FailureInjectorTransportAdapter.All all when _injecting:
                _gremlin = all.Mode;
                return true;
            case FailureInjectorTransportAdapter.One one when _injecting:
                _gremlins[KeyOf(one.RemoteAddress)] = one.Mode;
                return true;
            default:
                return false;
        }
    }

    /// <summary>Whether a frame to the node at this address is lost.</summary>
    /// <param name="remote">Null before the peer has said who it is.</param>
    public bool LosesOutbound(Address? remote) =>
        ModeOf(remote, outbound: true) is Blackhole || (GremlinOf(remote) is FailureInjectorTransportAdapter.Drop drop && Happens(drop.OutboundDropP));

    /// <summary>Whether a frame from the node at this address is lost.</summary>
    /// <param name="remote">Null before the peer has said who it is.</param>
    public bool LosesInbound(Address? remote) =>
        ModeOf(remote, outbound: false) is Blackhole || (GremlinOf(remote) is FailureInjectorTransportAdapter.Drop drop && Happens(drop.InboundDropP));

    /// <summary>Ends when so many bytes may pass.</summary>
    public Task PassAsync(Address? remote, bool outbound, int bytes) =>
        remote is not null && _throttles.TryGetValue(KeyOf(remote), out var throttle) ? throttle.PassAsync(outbound, bytes) : Task.CompletedTask;

    public static bool Matches(Address one, Address other) => KeyOf(one) == KeyOf(other);

    private static (string? Host, int? Port) KeyOf(Address address) => (address.Host, address.Port);

    private static bool Happens(double probability) => Random.Shared.NextDouble() < probability;

    private ThrottleMode? ModeOf(Address? remote, bool outbound) =>
        remote is not null && _throttles.TryGetValue(KeyOf(remote), out var throttle) ? throttle.Mode(outbound) : null;

    private FailureInjectorTransportAdapter.IGremlinMode GremlinOf(Address? remote) =>
        remote is not null && _gremlins.TryGetValue(KeyOf(remote), out var mode) ? mode : _gremlin;

    /// <summary>Both directions of one address.</summary>
    private sealed class Throttle
    {
        private readonly Lock _sync = new();
        private ThrottleMode _send = Unthrottled.Instance;
        private ThrottleMode _receive = Unthrottled.Instance;

        public void Set(ThrottleTransportAdapter.Direction direction, ThrottleMode mode)
        {
            lock (_sync)
            {
                if (direction != ThrottleTransportAdapter.Direction.Receive)
                {
                    _send = mode;
                }

                if (direction != ThrottleTransportAdapter.Direction.Send)
                {
                    _receive = mode;
                }
            }
        }

        public ThrottleMode Mode(bool outbound)
        {
            lock (_sync)
            {
                return outbound ? _send : _receive;
            }
        }

        public async Task PassAsync(bool outbound, int bytes)
        {
            while (true)
            {
                TimeSpan wait;
                lock (_sync)
                {
                    ref var mode = ref outbound ? ref _send : ref _receive;
                    var now = (long)(Stopwatch.GetElapsedTime(0).TotalMilliseconds * 1e6);
                    (mode, var passes) = mode.TryConsumeTokens(now, bytes);
                    if (passes)
                    {
                        return;
                    }

                    wait = mode.TimeToAvailable(now, bytes);
                }

                // Not in one go: the mode may change meanwhile.
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Clamp(wait.TotalMilliseconds, 1, 50))).ConfigureAwait(false);
            }
        }
    }
}
