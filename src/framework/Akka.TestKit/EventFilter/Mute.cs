namespace Akka.TestKit.TestEvent;

using Akka.Actor;
using Akka.TestKit.Internal;

/// <summary>Puts filters in force in <see cref="TestEventListener"/>; published on the event stream.</summary>
public sealed class Mute : INoSerializationVerificationNeeded
{
    /// <summary>Names the filters.</summary>
    public Mute(params EventFilterBase[] filters) => Filters = filters;

    /// <summary>Names the filters.</summary>
    public Mute(IReadOnlyCollection<EventFilterBase> filters) => Filters = filters;

    /// <summary>The filters.</summary>
    public IReadOnlyCollection<EventFilterBase> Filters { get; }
}
