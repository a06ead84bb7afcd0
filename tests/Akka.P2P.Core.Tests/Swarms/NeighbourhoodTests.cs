namespace Akka.P2P.Core.Tests.Swarms;

using Akka.P2P.Core.Swarms;

public sealed class NeighbourhoodTests
{
    [Fact(DisplayName = "Those who say that they hold everything get at most a quarter of the room, while others are there")]
    public void Full_ones_do_not_fill_the_room()
    {
        var known = Enumerable.Range(0, 200).ToArray();

        var chosen = Neighbourhood.Choose(known, i => i < 100, _ => true, 32, new Random(1));

        Assert.Equal(32, chosen.Distinct().Count());
        Assert.InRange(chosen.Count(i => i < 100), 8, 31);
    }

    [Fact(DisplayName = "With eight neighbours each, chosen by everybody for itself, a thousand peers are one island")]
    public void One_island()
    {
        var all = Enumerable.Range(0, 1000).ToArray();
        var random = new Random(1);
        var links = all.Select(i => Neighbourhood.Choose(all, _ => false, j => j != i, 8, random)).ToArray();
        var reached = new HashSet<int> { 0 };
        var next = new Queue<int>([0]);
        while (next.TryDequeue(out var one))
        {
            foreach (var other in links[one].Concat(all.Where(i => links[i].Contains(one))))
            {
                if (reached.Add(other))
                    next.Enqueue(other);
            }
        }

        Assert.Equal(1000, reached.Count);
    }

    [Fact(DisplayName = "Nobody is chosen who may not be, and no more than there is room for")]
    public void Only_those_who_may()
    {
        Assert.Equal([2], Neighbourhood.Choose([1, 2, 3], _ => true, i => i == 2, 5, new Random(1)));
        Assert.Empty(Neighbourhood.Choose([1, 2, 3], _ => false, _ => true, 0, new Random(1)));
    }
}
