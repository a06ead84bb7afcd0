namespace Akka.Remote.Wire.Tests;

using System.Buffers.Binary;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Remote.Transport.Tcp;
using Akka.Remote.Wire;

public sealed class ConnectionTests
{
    private readonly RecordingOwner _owner = new();

    [Fact]
    public async Task The_captured_conversation_is_read_however_it_is_cut_into_pieces()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var (ours, theirs) = await SocketPair.CreateAsync();
        using var peer = theirs;
        _owner.Own(ours).Start();
        var all = Enumerable.Range(0, CapturedFrames.Count).SelectMany(CapturedFrames.Frame).ToArray();

        for (var at = 0; at < all.Length;)
        {
            var piece = Math.Min(random.Next(1, 400), all.Length - at);
            await peer.SendAsync(all.AsMemory(at, piece));
            at += piece;
        }

        for (var i = 0; i < CapturedFrames.Count; i++)
        {
            var body = await _owner.NextFrame();
            Assert.True(CapturedFrames.Frame(i).AsSpan(4).SequenceEqual(body), $"seed {seed} frame {i}");
        }

        peer.Shutdown(SocketShutdown.Both);
        Assert.Null((await _owner.Closed).Cause);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0x7F }, "over the limit")]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF }, "negative")]
    [InlineData(new byte[] { 0x16, 0x03, 0x01, 0x02, 0x00, 0x01 }, "TLS")]
    [InlineData(new byte[] { 0x47, 0x45, 0x54, 0x20, 0x2F, 0x20 }, "HTTP")]
    [InlineData(new byte[] { 4, 0, 0, 0, 0x12, 0x7F, 8, 3 }, "claims")]
    [InlineData(new byte[] { 2, 0, 0, 0, 0xFF, 0xFF }, "cut off")]
    public async Task Strangers_are_shown_the_door_with_a_reason(byte[] bytes, string reason)
    {
        var (ours, theirs) = await SocketPair.CreateAsync();
        using var peer = theirs;
        _owner.Own(ours).Start();
        await peer.SendAsync(bytes);

        var (cause, _) = await _owner.Closed;
        Assert.Contains(reason, Assert.IsType<PduException>(cause).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_frame_larger_than_the_first_buffer_is_read_whole()
    {
        var (ours, theirs) = await SocketPair.CreateAsync();
        using var peer = theirs;
        _owner.Own(ours, 4_000_000).Start();
        var frames = new[] { 100, 127_000, 3_000_000, 5, 900_000 }.Select(Data).ToArray();

        var sending = Task.Run(async () =>
        {
            foreach (var frame in frames)
            {
                for (var at = 0; at < frame.Length;)
                {
                    at += await peer.SendAsync(frame.AsMemory(at));
                }
            }
        });
        foreach (var frame in frames)
        {
            var body = await _owner.NextFrame();
            Assert.True(frame.AsSpan(4).SequenceEqual(body));
        }

        await sending;
    }

    [Fact]
    public async Task Frames_leave_whole_and_in_order_and_urgent_ones_overtake()
    {
        var (ours, theirs) = await SocketPair.CreateAsync();
        using var peer = theirs;
        var gate = new GatedWire(ours);
        var connection = _owner.Own(gate);
        var big = new byte[70_000];
        // The first frame is under way as long as the gate is shut, and the rest waits.
        Assert.Equal(EnqueueResult.Taken, Enqueue(connection, big));
        var underWay = (await gate.Asked).Sum();
        for (var i = 1; i < 200; i++)
        {
            Assert.Equal(EnqueueResult.Taken, Enqueue(connection, i % 2 == 0 ? big : [(byte)i, 1, 2, 3]));
        }

        connection.Outbound.Enqueue(ControlFrames.Heartbeat(), urgent: true);
        gate.Open();
        var receiver = new RecordingOwner();
        var reading = receiver.Own(new SocketWire(theirs));
        reading.Start();

        var before = 0;
        int? beforeHeartbeat = null;
        var messages = 0;
        for (var i = 0; i < 201; i++)
        {
            var frame = await receiver.NextFrame();
            var pdu = Pdu.Decode(frame);
            if (pdu.Control is not null)
            {
                Assert.Null(beforeHeartbeat);
                beforeHeartbeat = before;
                continue;
            }

            before += FrameFormat.PrefixLength + frame.Length;

            Assert.Equal(messages % 2 == 0 ? 70_000 : 4, pdu.Message.Length);
            Assert.True(messages % 2 == 0 || pdu.Message[0] == (byte)messages);
            messages++;
        }

        // It overtook all but what was under way.
        Assert.Equal(underWay, beforeHeartbeat);
        await connection.Outbound.Drained();
        Assert.Equal(0, connection.Outbound.Bytes);
        Assert.Equal(0, connection.Outbound.Count);
    }

    [Fact]
    public async Task A_peer_that_stalls_cannot_take_the_memory()
    {
        var (ours, theirs) = await SocketPair.CreateAsync();
        using var peer = theirs;
        var gate = new GatedWire(ours);
        var connection = _owner.Own(gate);
        var message = new byte[100_000];
        Assert.Equal(EnqueueResult.Taken, Enqueue(connection, message));
        await gate.Asked;
        var waiting = EnqueueUntilFull(connection, message);

        Assert.InRange(connection.Outbound.Bytes, OutboundQueue.MostBytes, OutboundQueue.MostBytes + 200_000);
        Assert.Equal(EnqueueResult.Full, Enqueue(connection, message));
        // What tells of life still gets through.
        Assert.True(connection.Outbound.Enqueue(ControlFrames.Heartbeat(), urgent: true));

        connection.Close(null);
        var (_, unsent) = await _owner.Closed;
        // What was being sent is gone, wholly or in part; all else comes back.
        Assert.Equal(waiting, unsent.Count);
        Assert.Equal(EnqueueResult.Closed, Enqueue(connection, message));
    }

    [Fact]
    public async Task A_socket_that_takes_no_more_is_closed_all_the_same()
    {
        var (ours, theirs) = await SocketPair.CreateAsync();
        using var peer = theirs;
        var connection = _owner.Own(ours);
        var message = new byte[100_000];
        var taken = EnqueueUntilFull(connection, message);
        await peer.ReceiveAsync(new byte[1]);

        connection.Close(null);
        var (_, unsent) = await _owner.Closed;
        // What the sockets have swallowed is gone; all else comes back.
        Assert.InRange(unsent.Count, taken - 400, taken - 1);
        Assert.Equal(EnqueueResult.Closed, Enqueue(connection, message));
    }

    [Fact]
    public async Task A_peer_that_ends_its_side_hears_an_end_and_no_reset_though_a_send_is_under_way()
    {
        var (ours, theirs) = await SocketPair.CreateAsync();
        using var peer = theirs;
        var connection = _owner.Own(ours);
        connection.Start();
        EnqueueUntilFull(connection, new byte[100_000]);
        await peer.ReceiveAsync(new byte[1]);

        peer.Shutdown(SocketShutdown.Send);
        Assert.Null((await _owner.Closed).Cause);
        var buffer = new byte[1024 * 1024];
        while (await peer.ReceiveAsync(buffer).WaitAsync(RecordingOwner.Patience) > 0)
        {
            // What the sockets had swallowed; a reset would throw.
        }
    }

    private static int EnqueueUntilFull(Connection connection, byte[] message)
    {
        var taken = 0;
        while (Enqueue(connection, message) == EnqueueResult.Taken)
        {
            Assert.True(++taken < 2_000);
        }

        return taken;
    }

    private static EnqueueResult Enqueue(Connection connection, byte[] message) => connection.Outbound.Enqueue(
        new EnvelopeLayout("akka.tcp://a@h:1/user/x"u8, default, message.Length, 4, default, Pdu.NoSequence),
        message,
        new QueuedMessage(message, null, ActorRefs.Nobody),
        urgent: false);

    private static byte[] Data(int messageLength)
    {
        var message = new byte[messageLength];
        new Random(messageLength).NextBytes(message);
        var layout = new EnvelopeLayout("akka.tcp://a@h:1/user/x"u8, default, message.Length, 4, default, Pdu.NoSequence);
        var frame = new byte[4 + layout.BodyLength];
        layout.WriteHead(frame);
        message.CopyTo(frame.AsSpan(layout.HeadLength));
        layout.WriteTail(frame.AsSpan(layout.HeadLength + message.Length));
        Assert.Equal(frame.Length - 4, BinaryPrimitives.ReadInt32LittleEndian(frame));
        return frame;
    }
}
