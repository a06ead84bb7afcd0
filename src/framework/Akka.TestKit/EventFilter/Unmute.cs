namespace Akka.TestKit.TestEvent;

using Akka.Actor;
using Akka.TestKit.Internal;

/// <summary>Ends filters in <see cref="TestEventListener"/>; published on the event stream.</summary>
public sealed class Unmute : INoSerializationVerificationNeeded
{
    /// <summary>Names the filters.</summary>
    public Unmute(params EventFilterBase[] filters) => Filters = filters;

    /// <summary>Names the filters.</summary>
    public Unmute(IReadOnlyCollection<EventFilterBase> filters) => Filters = filters;

    /// <summary>The filters.</summary>
    public IReadOnlyCollection<EventFilterBase> Filters { get; }
}
