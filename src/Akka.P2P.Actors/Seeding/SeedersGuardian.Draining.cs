namespace Akka.P2P.Actors.Seeding;

using Akka.Actor;
using static Akka.P2P.Actors.Peers.PeerCommands;

/// <summary>Before a node goes, all its seeders finish what they have begun to give.</summary>
internal sealed partial class SeedersGuardian
{
    // Beyond the limit, for the answers themselves.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private bool _isDraining;

    private void HandleDrain(Drain drain)
    {
        _isDraining = true;
        var asker = Sender;
        Task.WhenAll(_seeders.Values.Select(s => DrainOneAsync(s.Ref, drain.Limit)))
            .PipeTo(asker, Self, unfinished => new Drained(unfinished.Sum()));
    }

    /// <returns>Chunks that were not finished. Of one that ends meanwhile nothing is known, and nobody waits.</returns>
    private static async Task<int> DrainOneAsync(IActorRef seeder, TimeSpan limit)
    {
        try
        {
            return (await seeder.Ask<SeederActor.DrainedOne>(new SeederActor.Drain(limit), limit + Grace)).Unfinished;
        }
        catch (AskTimeoutException)
        {
            return 0;
        }
    }
}
