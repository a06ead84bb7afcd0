namespace Akka.P2P.Core.Tests.Picking;

using Akka.P2P.Core.Picking;

public sealed class RarestFirstPickerTests
{
    private readonly Availability _availability = new(6);
    private readonly RarestFirstPicker _picker;

    public RarestFirstPickerTests()
    {
        _picker = new RarestFirstPicker(_availability, new Random(5));
        for (var chunk = 0; chunk < 6; chunk++)
            _picker.Add(chunk);
    }

    [Fact]
    public void The_chunk_with_the_fewest_sources_goes_first()
    {
        foreach (var chunk in new[] { 0, 1, 2, 4, 5, 5 })
            Gain(chunk);
        Assert.Equal(3, _picker.Pick(0, _ => true));
        Assert.Equal(5, _picker.Pick(2, _ => true));
        _picker.Remove(3);
        Assert.NotEqual(5, _picker.Pick(0, _ => true));
    }

    [Fact]
    public void Among_equals_chance_decides()
    {
        var first = Enumerable.Range(0, 50)
            .Select(seed =>
            {
                var picker = new RarestFirstPicker(new Availability(6), new Random(seed));
                for (var chunk = 0; chunk < 6; chunk++)
                    picker.Add(chunk);
                return picker.Pick(0, _ => true);
            })
            .Distinct();
        Assert.Equal(6, first.Count());
    }

    [Fact]
    public void What_may_not_be_taken_is_passed_over()
    {
        Assert.Equal(4, _picker.Pick(0, chunk => chunk == 4));
        Assert.Equal(-1, _picker.Pick(0, _ => false));
        Assert.Equal(-1, _picker.Pick(1, _ => true));
    }

    [Fact]
    public void It_stays_in_order_through_thousands_of_changes()
    {
        var random = new Random(11);
        var wanted = Enumerable.Range(0, 6).ToHashSet();
        var counts = new int[6];
        for (var i = 0; i < 5000; i++)
        {
            var chunk = random.Next(6);
            switch (random.Next(4))
            {
                case 0:
                    Assert.Equal(wanted.Remove(chunk), _picker.Remove(chunk));
                    break;
                case 1 when wanted.Add(chunk):
                    _picker.Add(chunk);
                    break;
                case 2:
                    counts[chunk]++;
                    Gain(chunk);
                    break;
                case 3 when counts[chunk] > 0:
                    counts[chunk]--;
                    _availability.Remove(chunk);
                    _picker.Reranked(chunk);
                    break;
            }

            Assert.Equal(wanted.Count, _picker.Count);
            var picked = _picker.Pick(0, _ => true);
            Assert.Equal(wanted.Count == 0 ? -1 : wanted.Min(c => counts[c]), picked < 0 ? -1 : counts[picked]);
        }
    }

    [Fact]
    public void A_chunk_is_wanted_once() => Assert.Throws<InvalidOperationException>(() => _picker.Add(2));

    private void Gain(int chunk)
    {
        _availability.Add(chunk);
        _picker.Reranked(chunk);
    }
}
