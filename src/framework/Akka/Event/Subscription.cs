namespace Akka.Event;

/// <summary>A subscriber's interest in one class of events, without the narrower classes that it gave up again.</summary>
public class Subscription<TSubscriber, TClassifier>
{
    /// <summary>A subscription without exceptions.</summary>
    public Subscription(TSubscriber subscriber)
        : this(subscriber, [])
    {
    }

    /// <summary>A subscription with those exceptions.</summary>
    public Subscription(TSubscriber subscriber, IEnumerable<TClassifier> unsubscriptions)
    {
        Subscriber = subscriber;
        Unsubscriptions = new HashSet<TClassifier>(unsubscriptions);
    }

    /// <summary>Who gets the events.</summary>
    public TSubscriber Subscriber { get; }

    /// <summary>The narrower classes whose events it doesn't get.</summary>
    public ISet<TClassifier> Unsubscriptions { get; }
}
