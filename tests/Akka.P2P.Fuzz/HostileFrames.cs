namespace Akka.P2P.Fuzz;

using System.Text;
using Akka.Actor;
using Akka.Configuration;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Swarms;
using Akka.P2P.Protocol;
using Akka.Remote.Serialization.Proto.Msg;
using Akka.Remote.Wire;
using Akka.Serialization;
using Google.Protobuf;

/// <summary>
/// Makes frames that a node must survive: what two real nodes said, changed; well-formed envelopes around hostile messages; messages of
/// ours that no constructor would have let pass.
/// </summary>
internal sealed class HostileFrames : IDisposable
{
    /// <summary>Several of the frames name types of it, and no part of a node has a use for it.</summary>
    public const string NamedAssembly = "System.Data.Common";

    private const int Hyperion = -5;

    private static readonly string[] Paths =
    [
        "/user/tracker", "/user/peer", "/user/peer/trackers", "/user/peer/seeders", "/user/peer/downloads", "/user/links", "/user/events", "/user", "/system",
        "/system/remote-watcher", "/system/remoting-terminator", "/system/eventStreamUnsubscriber", "/deadLetters", "/temp/$a", "", "/user/nobody", "/user/tracker#1", "/user/../system",
    ];

    private static readonly string[] ExceptionTypes =
        ["System.ArgumentException, System.Private.CoreLib", "Akka.P2P.Fuzz.Canary, Akka.P2P.Fuzz", $"System.Data.DataException, {NamedAssembly}", "no such", ""];

    private readonly ActorSystem _system = ActorSystem.Create("attacker", ConfigurationFactory.ParseString("akka.loglevel = OFF"));
    private readonly HyperionSerializer _open;
    private readonly Random _random;
    private readonly Mutator _mutator;
    private readonly string _node;
    private readonly IReadOnlyList<TorrentId> _torrents;
    private readonly Type[] _types = [.. WireTypes.Messages];
    private readonly object[] _evil;
    private readonly string[] _paths;
    private int _ghosts;

    /// <param name="seed">Of all chance.</param>
    /// <param name="node">Where it listens and what it calls itself: <c>akka.tcp://p2p@host:port</c>.</param>
    /// <param name="torrents">That it shares, so that some messages meet something.</param>
    public HostileFrames(int seed, string node, IReadOnlyList<TorrentId> torrents)
    {
        _random = new Random(seed);
        _mutator = new Mutator(_random, []);
        _node = node;
        _torrents = torrents;
        _open = new HyperionSerializer((ExtendedActorSystem)_system, HyperionSerializerSettings.Default.WithDisallowUnsafeType(false));
        _evil = Canary.Shapes();
        _paths = [.. Paths, .. torrents.Select(t => $"/user/peer/seeders/{t}")];
    }

    /// <summary>The first frame: a node that introduces itself by a name of its own, behind a port where nobody is.</summary>
    public byte[] Introduction() => ControlFrames.Associate(
        new AddressData { Protocol = "tcp", System = $"evil{_ghosts++}", Hostname = "127.0.0.1", Port = 1 }, _random.Next());

    /// <param name="ends">The node will hang up on it.</param>
    public byte[] Next(out bool ends)
    {
        ends = false;
        switch (_random.Next(14))
        {
            case 0 or 1:
                return Mutated(CapturedFrames.All[_random.Next(CapturedFrames.All.Count)], out ends);
            case 2:
                return Mutated(OfOurs(), out ends);
            case 3:
                var captured = Pdu.Decode(CapturedFrames.All[_random.Next(CapturedFrames.All.Count)].AsSpan(4));
                return captured.HasEnvelope
                    ? Envelope(captured.Message.ToArray(), captured.SerializerId, captured.Manifest.ToArray(), Sequence())
                    : ControlFrames.Ack((ulong)_random.NextInt64(), [.. Enumerable.Range(0, _random.Next(50)).Select(i => (ulong)i)]);
            case 4:
                return Engine();
            case 5:
                var bytes = new byte[_random.Next(300)];
                _random.NextBytes(bytes);
                return Envelope(bytes, _random.Next(3) == 0 ? SliceDataSerializer.SerializerId : _random.Next(-10, 40), Manifest(), Sequence());
            case 6:
                return Envelope(_open.ToBinary(_evil[_random.Next(_evil.Length)]), Hyperion, [], Pdu.NoSequence);
            case 7:
                return Envelope(_mutator.Mutate(_open.ToBinary(Message()), [0, 1, 2, 36], 100_000), Hyperion, [], Pdu.NoSequence);
            case 8:
                return Selected(_mutator.Mutate(_open.ToBinary(Message()), [0, 1, 2, 36], 100_000));
            case 9 or 10:
                return Selected(_open.ToBinary(Message()));
            default:
                return OfOurs();
        }
    }

    public void Dispose() => _system.Dispose();

    private byte[] OfOurs() => Envelope(_open.ToBinary(Message()), Hyperion, [], Pdu.NoSequence);

    private object Message()
    {
        // Now and then one that passes, so that what follows finds a registered peer.
        if (_random.Next(40) == 0)
            return new TrackerProtocol.Register(Guid.NewGuid(), new SwarmPeer(PeerId.Parse(Convert.ToHexStringLower(Bytes(16))), new PeerAddress("127.0.0.1", 1)), "x", Bytes(32), WireLimits.Version);
        return Messages.Any(_types[_random.Next(_types.Length)], _random, _torrents);
    }

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    private byte[] Mutated(byte[] frame, out bool ends)
    {
        var mutated = _mutator.Mutate(frame, CapturedFrames.All[_random.Next(CapturedFrames.All.Count)], 120_000);
        if (_random.Next(2) == 0 && mutated.Length > 4)
            BitConverter.TryWriteBytes(mutated, mutated.Length - 4);
        try
        {
            ends = !FrameFormat.TryRead(mutated, 128_000, out var length) || length != mutated.Length - 4 || Pdu.Decode(mutated.AsSpan(4)) is { Control: not null } or { HasEnvelope: true, Recipient.Length: 0 };
        }
        catch (PduException)
        {
            ends = true;
        }

        return mutated;
    }

    private byte[] Selected(byte[] message)
    {
        var envelope = new SelectionEnvelope { Payload = new Payload { Message = ByteString.CopyFrom(message), SerializerId = Hyperion } };
        var path = _paths[_random.Next(3) == 0 ? _random.Next(_paths.Length) : _random.Next(2)];
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
            envelope.Pattern.Add(new Selection { Type = Selection.Types.PatternType.ChildName, Matcher = part });
        return Envelope(envelope.ToByteArray(), 6, [], Pdu.NoSequence, "/");
    }

    private byte[] Engine()
    {
        var nested = new Payload { Message = ByteString.CopyFromUtf8("x"), SerializerId = 17, MessageManifest = ByteString.CopyFromUtf8("S") };
        for (var depth = _random.Next(3) == 0 ? 3000 : 2; depth > 0; depth--)
            nested = new Payload { Message = new StatusSuccessData { Status = nested }.ToByteString(), SerializerId = 16, MessageManifest = ByteString.CopyFromUtf8("STS") };
        var (bytes, id, manifest) = _random.Next(14) switch
        {
            0 => (Array.Empty<byte>(), 16, "PP"),
            1 => ([], 16, "K"),
            2 => (new IdentifyData { MessageId = nested }.ToByteArray(), 16, "ID"),
            3 => (new ActorIdentityData { CorrelationId = nested, Path = new string('/', 1000) }.ToByteArray(), 16, "AID"),
            4 => (new ActorRefData { Path = $"{_node}/user/tracker" }.ToByteArray(), 16, "AR"),
            5 => ([], 16, "RWHB"),
            6 => (new RemoteWatcherHeartbeatResponseData { Uid = 5 }.ToByteArray(), 16, "RWHR"),
            7 => (new StatusFailureData { Cause = new ExceptionData { TypeName = ExceptionTypes[_random.Next(ExceptionTypes.Length)], Message = "m" }, State = nested }.ToByteArray(), 16, "STF"),
            8 => (Encoding.UTF8.GetBytes("a = ${b}\nb = [" + new string('[', _random.Next(2000))), 16, "CF"),
            9 => (Encoding.UTF8.GetBytes($$"""{"$type":"{{typeof(Canary).AssemblyQualifiedName}}","X":1}"""), 1, typeof(Canary).AssemblyQualifiedName!),
            10 => ([], 2, typeof(ActorRefData).AssemblyQualifiedName!),
            11 => ([], 0, ""),
            12 => (new byte[_random.Next(60_000)], 4, $"System.Data.DataSet, {NamedAssembly}"),
            _ => (nested.Message.ToByteArray(), 16, "STS"),
        };
        return Envelope(bytes, id, Encoding.UTF8.GetBytes(manifest), Pdu.NoSequence);
    }

    private byte[] Manifest() => _random.Next(4) switch
    {
        0 => [],
        1 => "S"u8.ToArray(),
        2 => Encoding.UTF8.GetBytes($"System.Data.DataSet, {NamedAssembly}"),
        _ => Bytes(_random.Next(3000)),
    };

    private ulong Sequence() => _random.Next(3) switch
    {
        0 => Pdu.NoSequence,
        1 => (ulong)_random.Next(100),
        _ => (ulong)_random.NextInt64(),
    };

    private byte[] Envelope(byte[] message, int serializer, byte[] manifest, ulong sequence, string? path = null)
    {
        if (message.Length > 110_000)
            message = message[..110_000];
        var recipient = Encoding.UTF8.GetBytes(_node + (path ?? _paths[_random.Next(2) == 0 ? _random.Next(_paths.Length) : _random.Next(2)]));
        var sender = _random.Next(8) switch
        {
            0 => "",
            1 => $"{_node}/user/tracker",
            2 => $"akka.tcp://ghost{_random.Next(100_000)}@127.0.0.1:1/user/x",
            3 => $"{_node}/user/peer#12345",
            _ => $"akka.tcp://evil{_ghosts - 1}@127.0.0.1:1/user/x#{_random.Next()}",
        };
        var layout = new EnvelopeLayout(recipient, Encoding.UTF8.GetBytes(sender), message.Length, serializer, manifest, sequence);
        var frame = new byte[layout.HeadLength + message.Length + layout.TailLength];
        layout.WriteHead(frame);
        message.CopyTo(frame, layout.HeadLength);
        layout.WriteTail(frame.AsSpan(layout.HeadLength + message.Length));
        return frame;
    }
}
