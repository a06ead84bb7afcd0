namespace Akka.P2P.Node.Menu;

/// <summary>A file that a peer would send, as a person sees it.</summary>
/// <param name="From">Who offers it, safe to show.</param>
/// <param name="What">Name and size, safe to show.</param>
internal sealed record MenuOffer(Guid Id, string From, string What)
{
    public string Question => $"{From} offers {What}. Accept? [y/n]: ";
}
