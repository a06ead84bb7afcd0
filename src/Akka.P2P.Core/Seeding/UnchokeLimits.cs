namespace Akka.P2P.Core.Seeding;

/// <summary>The numbers that bound how a seeder shares its upload.</summary>
/// <param name="Slots">Peers served at a time; at least 1.</param>
/// <param name="MaxServed">Peers that may ask at a time; more than the slots, since some of them have nothing to ask for.</param>
/// <param name="MaxWaiting">Peers that may wait; more are refused.</param>
/// <param name="Turn">How long a peer keeps its slot for sure while others wait.</param>
/// <param name="TurnBytes">A turn also ends with so many bytes, so that many get a chunk soon where the link is fast.</param>
/// <param name="FreshFor">A peer that is served and asks for nothing keeps its slot for so long: its question may be on the way.</param>
/// <param name="IdleAfter">A peer that is served and asks for nothing for so long makes room for one who waits.</param>
/// <param name="InterestLasts">A peer that was silent for longer than this is gone.</param>
public sealed record UnchokeLimits(int Slots, int MaxServed, int MaxWaiting, TimeSpan Turn, long TurnBytes, TimeSpan FreshFor, TimeSpan IdleAfter, TimeSpan InterestLasts);
