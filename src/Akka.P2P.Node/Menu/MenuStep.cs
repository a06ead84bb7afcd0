namespace Akka.P2P.Node.Menu;

/// <summary>What the menu says to one input.</summary>
/// <param name="Lines">To be shown above the next prompt.</param>
/// <param name="Action">To be performed before the next input; null when there is nothing to do.</param>
internal sealed record MenuStep(IReadOnlyList<string> Lines, MenuAction? Action = null);
