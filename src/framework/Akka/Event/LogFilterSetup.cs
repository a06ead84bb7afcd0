namespace Akka.Event;

using Akka.Actor.Setup;

/// <summary>Filters for the loggers of a system, given when it is made.</summary>
public sealed class LogFilterSetup(LogFilterBase[] filters) : Setup
{
    /// <summary>The filters.</summary>
    public LogFilterBase[] Filters { get; } = filters;

    /// <summary>What asks them all.</summary>
    public LogFilterEvaluator CreateEvaluator() => new(Filters);
}
