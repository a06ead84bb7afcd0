namespace Akka.Pattern;

/// <summary>After the child has run that long without another restart.</summary>
internal sealed record AutoReset(TimeSpan ResetBackoff) : IBackoffReset;
