namespace Akka.Remote.Wire.Tests;

using Akka.Remote.Transport.Tcp;
using Akka.Remote.Wire;

public sealed class SendChunkTests
{
    [Fact(DisplayName = "A thousand connections that all have a heartbeat to send take little memory for it")]
    public void Heartbeats_are_small()
    {
        var heartbeat = ControlFrames.Heartbeat();
        var chunks = new List<SendChunk>(1000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            chunks.Add(new SendChunk(heartbeat.Length, forLittle: true));
            chunks[i].Add(heartbeat);
        }

        // The usual buffer would make it 64 MiB.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        chunks.ForEach(chunk => chunk.Release());
    }

    [Theory(DisplayName = "One that began small takes as much as any other, and what was in it stays")]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(900)]
    public void It_grows(int length)
    {
        var chunk = new SendChunk(length, forLittle: true);
        var count = 0;
        while (chunk.MakeRoom(length))
        {
            chunk.Add(Frame(count++, length));
        }

        Assert.Equal(64 * 1024 / length, count);
        chunk.Seal();
        var sent = chunk.Segments.SelectMany(segment => segment).ToArray();
        for (var i = 0; i < count; i++)
        {
            Assert.True(Frame(i, length).AsSpan().SequenceEqual(sent.AsSpan(i * length, length)), $"frame {i} of {length} bytes");
        }

        chunk.Release();
    }

    [Fact(DisplayName = "What is sealed stays where it is: it takes no larger buffer any more")]
    public void Sealed_stays()
    {
        var chunk = new SendChunk(7, forLittle: true);
        chunk.Add(Frame(1, 7));
        chunk.Seal();
        Assert.False(chunk.MakeRoom(1000));
        Assert.False(chunk.IsUsual);
        chunk.Release();
    }

    private static byte[] Frame(int number, int length)
    {
        var frame = new byte[length];
        new Random(number).NextBytes(frame);
        return frame;
    }
}
