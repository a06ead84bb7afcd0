namespace Akka.P2P.Core.Tests.Downloading;

using Akka.P2P.Core.Downloading;
using static TestGrid;

public sealed class SliceWindowTests
{
    private const int Slice = 64 * 1024;
    private static readonly SliceWindowLimits TheLimits = new(4 * Slice, 64 * Slice, 1000, 2);

    [Fact]
    public void Small_slices_are_bounded_by_their_number()
    {
        var window = new SliceWindow(TheLimits);
        window.Asked(900, 900);
        Assert.Equal((100, 900), (window.SliceRoom, window.SlicesOnTheWay));
        window.Arrived(1, At(0), At(0.01));
        window.GivenUp(99, 99);
        Assert.Equal((200, 800L), (window.SliceRoom, window.OnTheWay));
        window.Asked(300, 300);
        Assert.Equal(0, window.SliceRoom);
    }

    [Fact]
    public void It_begins_at_the_minimum()
    {
        var window = new SliceWindow(TheLimits);
        Assert.Equal(4 * Slice, window.Room(At(0)));
        window.Asked(3 * Slice, 3);
        Assert.Equal(Slice, window.Room(At(0)));
    }

    [Theory]
    [InlineData(0.010, 100)] // a LAN that is fast enough to reach the maximum
    [InlineData(0.200, 20)]  // a long route
    public void It_grows_until_the_pipe_is_full_and_no_further(double roundTrip, int slicesPerSecond)
    {
        var window = new SliceWindow(TheLimits);
        var simulation = new PipeSimulation(window, roundTrip, slicesPerSecond * Slice);
        simulation.Run(seconds: 10);
        var wanted = slicesPerSecond * Slice * roundTrip;
        Assert.InRange(simulation.BytesPerSecond, 0.85 * slicesPerSecond * Slice, 1.05 * slicesPerSecond * Slice);
        Assert.True(window.Size(simulation.Now) >= wanted);
        Assert.True(window.Size(simulation.Now) <= TheLimits.MaxBytes);
    }

    [Fact]
    public void It_is_never_more_than_a_second_of_the_rate_or_the_minimum()
    {
        var window = new SliceWindow(TheLimits);
        for (var i = 0; i < 50; i++)
        {
            window.Asked(Slice, 1);
            window.Arrived(Slice, At(i), At(i + 5));
        }

        Assert.Equal(4 * Slice, window.Size(At(55)));
    }

    [Fact]
    public void A_round_trip_of_no_time_counts_as_10_ms()
    {
        var window = new SliceWindow(TheLimits);
        for (var i = 0; i <= 1000; i++)
        {
            window.Asked(Slice, 1);
            window.Arrived(Slice, At(i * 0.001), At(i * 0.001));
        }

        // 1000 slices a second x 10 ms x 2.
        Assert.InRange(window.Size(At(1)), 18 * Slice, 22 * Slice);
    }

    [Fact]
    public void What_will_not_come_makes_room()
    {
        var window = new SliceWindow(TheLimits);
        window.Asked(4 * Slice, 4);
        Assert.Equal(0, window.Room(At(0)));
        window.GivenUp(4 * Slice, 4);
        Assert.Equal(4 * Slice, window.Room(At(0)));
    }

    /// <summary>A link of one delay and one rate, on which slices queue one behind the other.</summary>
    private sealed class PipeSimulation(SliceWindow window, double roundTrip, double bytesPerSecond)
    {
        private readonly Queue<(double AskedAt, double Arrives)> _onTheWay = [];
        private double _now;
        private double _lineFreeAt;
        private long _lastSecond;

        public TimeSpan Now => At(_now);

        public double BytesPerSecond => _lastSecond;

        public void Run(double seconds)
        {
            Ask();
            while (_now < seconds && _onTheWay.TryDequeue(out var slice))
            {
                _now = slice.Arrives;
                window.Arrived(Slice, At(slice.AskedAt), At(_now));
                if (_now > seconds - 1)
                    _lastSecond += Slice;
                Ask();
            }
        }

        private void Ask()
        {
            while (window.Room(At(_now)) >= Slice)
            {
                window.Asked(Slice, 1);
                _lineFreeAt = double.Max(_lineFreeAt, _now + roundTrip) + (Slice / bytesPerSecond);
                _onTheWay.Enqueue((_now, _lineFreeAt));
            }
        }
    }
}
