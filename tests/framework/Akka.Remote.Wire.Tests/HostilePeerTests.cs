namespace Akka.Remote.Wire.Tests;

using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Remote.Engine;
using Akka.Remote.Serialization.Proto.Msg;
using Akka.Remote.Transport.Tcp;
using Akka.Remote.Wire;
using Akka.Serialization;
using Google.Protobuf;
using Xunit.Abstractions;

/// <summary>What one peer may cost, however it behaves.</summary>
public sealed class HostilePeerTests(BetaSystem beta, ITestOutputHelper output) : IClassFixture<BetaSystem>
{
    private static int _canaries;

    private readonly RecordingOwner _owner = new();

    [Fact(DisplayName = "A connection on which nothing comes holds no receive buffer, before the first frame and between frames")]
    public async Task Idle_holds_nothing()
    {
        var (ours, theirs) = await SocketPair.CreateAsync();
        using var peer = theirs;
        var memory = new SharedBytes(1 << 20);
        var ready = new ReadyWire(ours);
        new Connection(ready, inbound: true, 128_000, null, _owner, null, memory).Start();
        await ready.Waits();
        Assert.Equal(1 << 20, memory.Left);

        var heartbeat = ControlFrames.Heartbeat();
        await peer.SendAsync(heartbeat.AsMemory(0, 5));
        await peer.SendAsync(heartbeat.AsMemory(5));
        await _owner.NextFrame();
        await ready.Waits();
        // The runtime may wake a wait for nothing, and then one small buffer waits for the next byte; but not each time.
        for (var i = 0; i < 20 && memory.Left != 1 << 20; i++)
        {
            await peer.SendAsync(heartbeat);
            await _owner.NextFrame();
            await ready.Waits();
        }

        Assert.Equal(1 << 20, memory.Left);
    }

    [Fact(DisplayName = "A stranger's first frame may be as long as a handshake, and no longer")]
    public async Task Strangers_are_short()
    {
        var (ours, theirs) = await SocketPair.CreateAsync();
        using var peer = theirs;
        new Connection(ours, inbound: true, 128_000, null, _owner) { IsStranger = true }.Start();
        var claim = new byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(claim, 100_000);
        await peer.SendAsync(claim);

        Assert.Contains("a handshake is shorter", Assert.IsType<PduException>((await _owner.Closed).Cause).Message, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "A frame that comes byte by byte is noticed, and is no sign of life; whole frames are")]
    public async Task Slow_frames()
    {
        var (ours, theirs) = await SocketPair.CreateAsync();
        using var peer = theirs;
        var detector = new CountingDetector();
        var connection = new Connection(ours, inbound: true, 128_000, detector, _owner);
        connection.Start();
        var heartbeat = ControlFrames.Heartbeat();
        await peer.SendAsync(heartbeat);
        await _owner.NextFrame();
        await peer.SendAsync(heartbeat.AsMemory(0, 6));

        var seen = 0;
        for (var until = Environment.TickCount64 + 30_000; seen < 5 && Environment.TickCount64 < until;)
        {
            seen = connection.SeenUnfinished();
            await Task.Yield();
        }

        Assert.Equal(5, seen);
        Assert.Equal(1, detector.Beats);
        await peer.SendAsync(heartbeat.AsMemory(6));
        await _owner.NextFrame();
        Assert.Equal(0, connection.SeenUnfinished());
    }

    [Fact(DisplayName = "All queues together hold a bounded amount, and whoever has little waiting is not refused for those who have much")]
    public async Task Send_memory_is_shared()
    {
        var memory = new SharedBytes(3_000_000);
        var stalled = new List<Connection>();
        var message = new byte[10_000];
        for (var i = 0; i < 10; i++)
        {
            var (ours, theirs) = await SocketPair.CreateAsync();
            theirs.Dispose();
            var connection = new Connection(new GatedWire(ours), inbound: true, 128_000, null, new RecordingOwner(), memory);
            stalled.Add(connection);
            for (var taken = 0; Enqueue(connection, message) == EnqueueResult.Taken; taken++)
            {
                Assert.True(taken < 1000);
            }

            output.WriteLine($"{connection.Outbound.Bytes} bytes wait, {memory.Left} are left");
            Assert.True(memory.Left > -20_000);
        }

        // Each had half of what was left: however many they are, the next finds something.
        Assert.InRange(stalled[0].Outbound.Bytes, 1_500_000, 1_520_000);
        Assert.InRange(stalled[1].Outbound.Bytes, 740_000, 770_000);
        foreach (var connection in stalled)
        {
            connection.Close(null);
        }

        Assert.Equal(3_000_000, memory.Left);
    }

    [Fact(DisplayName = "System messages that leave gaps are kept up to a bound in bytes")]
    public void Gaps()
    {
        var inbox = new SystemInbox(20_000);
        var delivered = 0;
        for (var i = 1UL; i <= 1000; i++)
        {
            var (cumulative, missing) = inbox.Take(i * 1000, () => delivered++, size: 100_000);
            Assert.Equal(ulong.MaxValue, cumulative);
            Assert.InRange(missing.Count, 1, 128);
        }

        // 4 MiB hold 41 of them; the 42nd has to be sent again, and nothing passes before it.
        for (var i = 0UL; i < 42_000; i++)
        {
            if (i == 0 || i % 1000 != 0)
            {
                inbox.Take(i, () => delivered++, 100);
            }
        }

        Assert.Equal(42_000, delivered);
        Assert.Equal(41_999UL, inbox.Take(50_000_000, () => delivered++, 100).Cumulative);
    }

    [Fact(DisplayName = "Messages in messages are unpacked to a depth, not to the end of the stack")]
    public void Nesting()
    {
        var serialization = beta.System.Serialization;
        var inner = serialization.FindSerializerForType(typeof(Status.Success));
        var payload = new Payload { Message = ByteString.CopyFromUtf8("x"), SerializerId = 17, MessageManifest = ByteString.CopyFromUtf8("S") };
        for (var depth = 1; depth <= 5000; depth++)
        {
            payload = new Payload
            {
                Message = new StatusSuccessData { Status = payload }.ToByteString(),
                SerializerId = inner.Identifier,
                MessageManifest = ByteString.CopyFromUtf8("STS"),
            };
            if (depth is 3)
            {
                Assert.IsType<Status.Success>(serialization.Deserialize(payload.Message.ToByteArray(), inner.Identifier, "STS"));
            }
        }

        var bytes = payload.Message.ToByteArray();
        Assert.Contains("deeper", Assert.Throws<SerializationException>(() => serialization.Deserialize(bytes, inner.Identifier, "STS")).Message, StringComparison.Ordinal);
    }

    [Theory(DisplayName = "An exception on the wire makes no type of the application, and loads no assembly")]
    [InlineData("Akka.Remote.Wire.Tests.HostilePeerTests+Canary, Akka.Remote.Wire.Tests")]
    [InlineData("System.Net.Mail.SmtpException, System.Net.Mail")]
    [InlineData("System.Net.Mail.SmtpException, System.Net.Mail, Version=10.0.0.0, Culture=neutral, PublicKeyToken=b03f5f7f11d50a3a")]
    [InlineData("System.Lazy`1[[Akka.Remote.Wire.Tests.HostilePeerTests+Canary, Akka.Remote.Wire.Tests]], System.Private.CoreLib")]
    public void Exceptions(string type)
    {
        var made = Akka.Remote.Serialization.ExceptionPayloads.Unwrap(new ExceptionData { TypeName = type, Message = "m" });

        Assert.IsType<InvalidOperationException>(made);
        Assert.Equal(0, _canaries);
        // Others load theirs meanwhile, and none of them this one.
        Assert.DoesNotContain(AppDomain.CurrentDomain.GetAssemblies(), a => a.GetName().Name == "System.Net.Mail");
        Assert.IsType<Canary>(Activator.CreateInstance(typeof(Canary), "x"));
        Assert.Equal(1, _canaries);
        _canaries = 0;
    }

    private static EnqueueResult Enqueue(Connection connection, byte[] message) => connection.Outbound.Enqueue(
        new EnvelopeLayout("akka.tcp://a@h:1/user/x"u8, default, message.Length, 4, default, Pdu.NoSequence),
        message,
        new QueuedMessage(message, null, ActorRefs.Nobody),
        urgent: false);

    internal sealed class Canary : Exception
    {
        public Canary(string message)
            : base(message) => _canaries++;
    }

    private sealed class CountingDetector : FailureDetector
    {
        private int _beats;

        public int Beats => Volatile.Read(ref _beats);

        public override bool IsAvailable => true;

        public override bool IsMonitoring => true;

        public override void HeartBeat() => Interlocked.Increment(ref _beats);
    }

    /// <summary>Tells when the connection waits for something to come.</summary>
    private sealed class ReadyWire(SocketWire inner) : IWire
    {
        private readonly SemaphoreSlim _waits = new(0);

        public EndPoint? RemoteEndPoint => inner.RemoteEndPoint;

        public async Task Waits() => Assert.True(await _waits.WaitAsync(RecordingOwner.Patience));

        public async ValueTask ReadyAsync()
        {
            var ready = inner.ReadyAsync();
            _waits.Release();
            await ready;
        }

        public ValueTask<int> ReceiveAsync(Memory<byte> buffer) => inner.ReceiveAsync(buffer);

        public ValueTask SendAsync(List<ArraySegment<byte>> segments) => inner.SendAsync(segments);

        public void EndSending() => inner.EndSending();

        public void Dispose() => inner.Dispose();
    }
}
