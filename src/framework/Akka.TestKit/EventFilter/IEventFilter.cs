namespace Akka.TestKit;

using Akka.Event;

/// <summary>Picks out log events.</summary>
public interface IEventFilter
{
    /// <summary>Whether the event is picked out; then it is not printed.</summary>
    bool Apply(LogEvent logEvent);
}
