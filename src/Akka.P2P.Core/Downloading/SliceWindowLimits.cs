namespace Akka.P2P.Core.Downloading;

/// <param name="MinBytes">The window before anything was measured, and its least size.</param>
/// <param name="MaxBytes">The largest window: what one source can make us buffer.</param>
/// <param name="Gain">Factor over rate × round trip; above 1, or the window never grows.</param>
public sealed record SliceWindowLimits(int MinBytes, int MaxBytes, double Gain);
