namespace Akka.Pattern;

/// <summary>When the child sends <see cref="BackoffSupervisor.Reset"/>.</summary>
internal sealed record ManualReset : IBackoffReset;
