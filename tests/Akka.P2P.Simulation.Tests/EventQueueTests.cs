namespace Akka.P2P.Simulation.Tests;

public sealed class EventQueueTests
{
    [Fact(DisplayName = "Events come in the order of their time, and those of one time in the order in which they were added, whichever way they went")]
    public void In_order()
    {
        var random = new Random(7);
        var queue = new EventQueue<int>();
        var lanes = new[] { queue.NewLane(), queue.NewLane() };
        var model = new List<(long Time, int Number)>();
        var now = 0L;
        for (var number = 0; number < 20_000 || model.Count > 0; number++)
        {
            Assert.Equal(model.Count == 0 ? long.MaxValue : model.Min(e => e.Time), queue.NextAt);
            if (model.Count > 0 && (number >= 20_000 || model.Count > 300 || random.Next(2) == 0))
            {
                var first = model.MinBy(e => (e.Time, e.Number));
                model.Remove(first);
                now = queue.NextAt;
                Assert.Equal(first.Number, queue.Take());
                continue;
            }

            var way = random.Next(3);
            var time = way < 2 ? now + 3 + (way * 20) : now + random.Next(40);
            model.Add((time, number));
            if (way < 2)
                lanes[way].Add(time, number);
            else
                queue.Add(time, number);
        }
    }

    [Fact(DisplayName = "A lane refuses what is due before the last of it")]
    public void A_lane_has_an_order()
    {
        var lane = new EventQueue<int>().NewLane();
        lane.Add(5, 0);

        Assert.Throws<ArgumentOutOfRangeException>(() => lane.Add(4, 1));
    }
}
