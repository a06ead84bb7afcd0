namespace Akka.P2P.Core.Downloading;

/// <param name="MinBytes">The window before anything was measured, and its least size.</param>
/// <param name="MaxBytes">The largest window: what one source can make us buffer.</param>
/// <param name="MaxSlices">Slices on the way, however small they are: each costs a message, and a read at the other side.</param>
/// <param name="Gain">Factor over rate × round trip; above 1, or the window never grows.</param>
public sealed record SliceWindowLimits(int MinBytes, int MaxBytes, int MaxSlices, double Gain);
