namespace Akka.P2P.Fuzz.Targets;

using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.P2P.Core.Identity;
using Akka.P2P.Node.Hosting;
using Akka.P2P.Protocol;
using Akka.Remote.Wire;
using Akka.Serialization;
using Akka.Serialization.Hyperion;

/// <summary>Frames of remoting: either refused as such, or parts that lie within them.</summary>
internal sealed class FrameTarget : FuzzTarget
{
    public override string Name => "frames";

    public override IReadOnlyList<byte[]> Words { get; } = [[0x0A], [0x12], [0x08, 0x01], [0xFF, 0xFF, 0xFF, 0xFF, 0x0F], "GET / HTTP/1.1\r\n"u8.ToArray(), [0x16, 3, 1, 2, 0, 1, 0], [0x1A, 0], [0x29, 0, 0, 0, 0, 0, 0, 0, 0]];

    public override IEnumerable<byte[]> Seeds() => CapturedFrames.All;

    public override string Run(byte[] input)
    {
        try
        {
            var used = 0;
            var frames = 0;
            while (FrameFormat.TryRead(input.AsSpan(used), 128_000, out var length))
            {
                var pdu = Pdu.Decode(input.AsSpan(used + FrameFormat.PrefixLength, length));
                Require(pdu.Recipient.Length + pdu.Sender.Length + pdu.Message.Length + pdu.Manifest.Length <= length, "parts longer than the frame");
                Require(pdu.Nacks.Length * 8 <= length, "more numbers than bytes");
                used += FrameFormat.PrefixLength + length;
                frames++;
            }

            return $"{Math.Min(frames, 10)} frames";
        }
        catch (PduException e)
        {
            return Kind(e.Message);
        }
    }
}

/// <summary>Hyperion under the node's allow-list: either a serialization error, or a message that is written and read the same.</summary>
internal sealed class HyperionTarget : FuzzTarget, IDisposable
{
    private readonly ActorSystem _system = ActorSystem.Create("fuzz", ConfigurationFactory.ParseString("akka.loglevel = OFF"));
    private readonly HyperionSerializer _serializer;

    public HyperionTarget() => _serializer = new HyperionSerializer(
        (ExtendedActorSystem)_system, HyperionSerializerSettings.Default.WithTypeFilter(new WireTypeFilter()));

    public override string Name => "hyperion";

    public override IReadOnlyList<byte[]> Words { get; } = [[0], [1, 0], [2], [36], [37], [0xA1, 3], [0xFF, 0xFF, 0xFF, 0xFF, 0x0F], "System.Object, System.Private.CoreLib"u8.ToArray()];

    public override IEnumerable<byte[]> Seeds()
    {
        var random = new Random(7);
        foreach (var type in WireTypes.Messages)
        {
            for (var i = 0; i < 3; i++)
                yield return _serializer.ToBinary(Messages.Any(type, random));
        }
    }

    public override string Run(byte[] input)
    {
        object message;
        try
        {
            message = _serializer.FromBinary(input, null!);
        }
        catch (SerializationException e)
        {
            return Kind(e.InnerException?.Message ?? e.Message);
        }

        if (message is null)
            return "null";
        Require(!message.GetType().IsClass || message is string || WireTypes.AllowList.Contains(message.GetType()) || message.GetType() == typeof(object)
            || message is byte[] or Uri or Version or Type, $"a {message.GetType()} was made");
        var written = _serializer.ToBinary(message);
        Require(_serializer.ToBinary(_serializer.FromBinary(written, null!)).AsSpan().SequenceEqual(written), "another message after writing");
        return message.GetType().Name;
    }

    public void Dispose() => _system.Dispose();
}

/// <summary>Slices: either no slice, or one that is written the same.</summary>
internal sealed class SliceTarget : FuzzTarget
{
    public override string Name => "slice";

    public override IEnumerable<byte[]> Seeds()
    {
        var random = new Random(3);
        foreach (var length in new[] { 1, 100, WireLimits.SliceBytes })
            yield return SliceDataFrame(random, length);
    }

    public override string Run(byte[] input)
    {
        if (SliceData.FromFrame([.. input]) is not { } slice)
            return "no slice";
        var copy = SliceData.NewFrame(slice.Torrent, slice.Chunk, slice.Offset, slice.Attempt, slice.Payload.Length);
        slice.Payload.CopyTo(SliceData.RoomIn(copy));
        Require(copy.AsSpan().SequenceEqual(input), "another slice after writing");
        return "a slice";
    }

    private static byte[] SliceDataFrame(Random random, int length)
    {
        var frame = SliceData.NewFrame(TorrentId.Parse(new string('b', 64)), random.Next(), random.Next(), random.NextInt64(), length);
        random.NextBytes(SliceData.RoomIn(frame).Span);
        return frame;
    }
}
