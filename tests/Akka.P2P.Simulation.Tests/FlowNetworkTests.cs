namespace Akka.P2P.Simulation.Tests;

public sealed class FlowNetworkTests
{
    private readonly FlowNetwork<string> _network = new();

    [Fact(DisplayName = "What one flow can't take goes to the others of the link")]
    public void The_rest_is_shared()
    {
        var up = Up(9);
        _network.Start("narrow", up, Down(1), 1_000, now: 0);
        _network.Start("wide", up, Down(100), 1_600, now: 0);
        _network.Start("wide too", up, Down(100), 2_000, now: 0);

        // 1, 4 and 4 bytes a tick; and 8 for the last one as soon as it is alone with the narrow one.
        Assert.Equal([("wide", 400), ("wide too", 450), ("narrow", 1_000)], Ends());
    }

    [Fact(DisplayName = "A flow that goes on keeps its rate")]
    public void It_goes_on()
    {
        var flow = _network.Start("it", Up(10), Down(20), 1_000, now: 0);
        Assert.Equal(100, _network.NextAt);
        _network.Continue(flow, 500, now: 100);

        Assert.Equal([("it", 150)], Ends());
    }

    [Fact(DisplayName = "A flow that is stopped says what did not come, and leaves its share")]
    public void It_stops()
    {
        var up = Up(10);
        var flow = _network.Start("stopped", up, Down(100), 1_000, now: 0);
        _network.Start("other", up, Down(100), 1_000, now: 0);

        Assert.Equal(500, _network.Stop(flow, now: 100));
        Assert.Equal([("other", 150)], Ends());
    }

    [Fact(DisplayName = "No link carries more than it can, whatever comes and goes")]
    public void Never_too_much()
    {
        var random = new Random(3);
        var network = new FlowNetwork<(int Up, int Down, int Bytes)[]>();
        var ups = Enumerable.Range(0, 12).Select(i => network.AddLink(1 + i, isUp: true)).ToArray();
        var downs = Enumerable.Range(0, 12).Select(i => network.AddLink(2 + (i % 3), isUp: false)).ToArray();
        var sent = ups.Concat(downs).ToDictionary(link => link, _ => 0L);
        var now = 0L;
        for (var (started, ended) = (0, 0); ended < 4_000;)
        {
            if (started < 4_000 && network.Count < 40 + random.Next(40))
            {
                var (up, down, bytes) = (ups[random.Next(ups.Length)], downs[random.Next(downs.Length)], 1 + random.Next(500));
                network.Start([(up, down, bytes)], up, down, bytes, now);
                started++;
                continue;
            }

            now = network.NextAt;
            var (from, to, came) = network.OwnerOf(network.Next)[0];
            Assert.Equal(0, network.Stop(network.Next, now), 3);
            sent[from] += came;
            sent[to] += came;
            ended++;
            Assert.All(sent, link => Assert.InRange(link.Value, 0, (network.Link(link.Key).Capacity * now) + 0.001));
        }

        Assert.All(sent.Keys, link => Assert.Equal((0, 0), (network.Link(link).Flows.Length, network.Link(link).SlackCount)));
    }

    private int Up(double capacity) => _network.AddLink(capacity, isUp: true);

    private int Down(double capacity) => _network.AddLink(capacity, isUp: false);

    private List<(string, long)> Ends()
    {
        var ends = new List<(string, long)>();
        while (_network.Count > 0)
        {
            var (next, at) = (_network.Next, _network.NextAt);
            ends.Add((_network.OwnerOf(next), at));
            Assert.Equal(0, _network.Stop(next, at), 3);
        }

        return ends;
    }
}
