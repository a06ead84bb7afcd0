namespace Akka.Remote.Wire.Tests;

using System.Net;
using Akka.Remote.Engine;
using Akka.Remote.Transport.Tcp;

public sealed class FairPlacesTests
{
    private static readonly IPAddress Crowd = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress Other = IPAddress.Parse("192.0.2.2");

    [Fact(DisplayName = "One address that asks for all places pushes out its own, oldest first, and never the one of another")]
    public void Fairness()
    {
        var places = new FairPlaces<string>(4);
        Assert.Null(places.Add("guest", Other));
        Assert.Null(places.Add("c0", Crowd));
        Assert.Null(places.Add("c1", Crowd));
        Assert.Null(places.Add("c2", Crowd));
        for (var i = 3; i < 1000; i++)
        {
            Assert.Equal($"c{i - 3}", places.Add($"c{i}", Crowd));
        }

        Assert.Equal(4, places.Count);
        Assert.Contains("guest", places.All);
        Assert.Equal(["c997", "c998"], places.Evict(2));
        Assert.Equal(["guest", "c999"], places.All.Order(StringComparer.Ordinal).Reverse());
    }

    [Fact(DisplayName = "Among addresses that have as many, the one that came first gives way: whoever just came gets its chance")]
    public void Ties()
    {
        var places = new FairPlaces<string>(3);
        foreach (var i in Enumerable.Range(0, 3))
        {
            Assert.Null(places.Add($"{i}", new IPAddress([10, 0, 0, (byte)i])));
        }

        Assert.Equal("0", places.Add("new", Other));
        Assert.True(places.Remove("new"));
        Assert.False(places.Remove("new"));
        Assert.False(places.Remove("0"));
    }

    [Fact(DisplayName = "A whole network of version 6 counts as one address, and a mapped address as what it is")]
    public void Networks()
    {
        var places = new FairPlaces<string>(3);
        places.Add("one", IPAddress.Parse("2001:db8:0:1::1"));
        places.Add("two", IPAddress.Parse("2001:db8:0:1:ffff::2"));
        places.Add("guest", IPAddress.Parse("::ffff:192.0.2.2"));
        Assert.Equal("one", places.Add("three", IPAddress.Parse("2001:db8:0:1::3")));
        Assert.Equal("two", places.Add("guest again", Other));
    }

    [Fact(DisplayName = "Where it is asked for, the one that has been silent for longest goes first")]
    public void Silence()
    {
        var heard = new Dictionary<string, long> { ["a"] = 5, ["b"] = 1, ["c"] = 9 };
        var places = new FairPlaces<string>(2, name => heard[name]);
        places.Add("a", Crowd);
        places.Add("b", Crowd);
        Assert.Equal("b", places.Add("c", Crowd));
    }

    [Fact(DisplayName = "A log that anyone can fill gets one line every ten seconds, which says how many it stands for")]
    public void Grumbling()
    {
        var now = 0L;
        var grumbler = new Grumbler(1, () => now);
        Assert.True(grumbler.May(out var more));
        Assert.Equal("", more);
        for (var i = 0; i < 500; i++)
        {
            Assert.False(grumbler.May(out _));
        }

        now = 10_000;
        Assert.True(grumbler.May(out more));
        Assert.Contains("500 more", more, StringComparison.Ordinal);
        now = 20_000;
        Assert.True(grumbler.May(out more));
        Assert.Equal("", more);
    }
}
