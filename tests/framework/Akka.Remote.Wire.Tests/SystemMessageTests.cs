namespace Akka.Remote.Wire.Tests;

using Akka.Remote.Engine;

public sealed class SystemMessageTests
{
    private static readonly SerializedMessage Some = new([1], 22, []);

    [Fact]
    public void The_inbox_puts_messages_in_order_once_each()
    {
        var inbox = new SystemInbox(100);
        var got = new List<int>();
        void Check(int sequence, ulong cumulative, params ulong[] missing)
        {
            var ack = inbox.Take((ulong)sequence, () => got.Add(sequence));
            Assert.Equal(cumulative, ack.Cumulative);
            Assert.Equal(missing, ack.Missing);
        }

        Check(2, ulong.MaxValue, 0, 1);
        Check(0, 0, 1);
        Check(0, 0, 1);
        Check(4, 0, 1, 3);
        Check(1, 2, 3);
        Check(3, 4);
        Check(2, 4);
        Assert.Equal([0, 1, 2, 3, 4], got);
    }

    [Fact]
    public void The_inbox_keeps_no_more_than_its_capacity()
    {
        var inbox = new SystemInbox(2);
        var got = new List<ulong>();
        foreach (var sequence in new ulong[] { 1, 2, 3, 0 })
        {
            inbox.Take(sequence, () => got.Add(sequence));
        }

        Assert.Equal([0UL, 1UL, 2UL], got);
        Assert.Equal(3UL, inbox.Take(3, () => got.Add(3)).Cumulative);
    }

    [Fact]
    public void The_outbox_forgets_what_has_arrived_and_repeats_what_is_missing()
    {
        var outbox = new SystemOutbox(10);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal((ulong)i, outbox.Add([], Some, now: 1)!.Sequence);
        }

        Assert.Empty(outbox.Acknowledge(ulong.MaxValue, [], now: 2));
        Assert.Equal(5, outbox.Count);
        Assert.Empty(outbox.Acknowledge(1, [], now: 3));
        Assert.Equal([2UL, 3UL, 4UL], outbox.Unacknowledged.Select(e => e.Sequence));
        Assert.Equal([3UL], outbox.Acknowledge(2, [3], now: 4).Select(e => e.Sequence));
        Assert.Equal([3UL, 4UL], outbox.Unacknowledged.Select(e => e.Sequence));
        Assert.Empty(outbox.Acknowledge(4, [], now: 5));
        Assert.Equal(0, outbox.Count);
        Assert.Equal(0, outbox.WaitingSince);
    }

    [Fact]
    public void The_outbox_has_a_bound()
    {
        var outbox = new SystemOutbox(2);
        outbox.Add([], Some, 1);
        outbox.Add([], Some, 1);
        Assert.Null(outbox.Add([], Some, 1));
    }

    [Fact]
    public void Lossy_links_deliver_everything_in_order_in_the_end()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var outbox = new SystemOutbox(1000);
        var inbox = new SystemInbox(1000);
        var got = new List<ulong>();
        var sent = 0;
        for (var round = 0; round < 2000 && (sent < 300 || outbox.Count > 0); round++)
        {
            if (sent < 300)
            {
                outbox.Add([], Some, 1);
                sent++;
            }

            var all = outbox.Unacknowledged.ToArray();
            var envelope = all[random.Next(all.Length)];
            if (random.Next(3) > 0)
            {
                var (cumulative, missing) = inbox.Take(envelope.Sequence, () => got.Add(envelope.Sequence));
                if (random.Next(3) > 0)
                {
                    outbox.Acknowledge(cumulative, [.. missing], 1);
                }
            }
        }

        // The dice above pick at random; in the end repetition in order completes it.
        foreach (var envelope in outbox.Unacknowledged.ToArray())
        {
            inbox.Take(envelope.Sequence, () => got.Add(envelope.Sequence));
        }

        Assert.True(got.SequenceEqual(Enumerable.Range(0, 300).Select(i => (ulong)i)), $"seed {seed}");
    }
}
