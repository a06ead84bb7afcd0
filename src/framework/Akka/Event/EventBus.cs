namespace Akka.Event;

using System.Collections.Concurrent;

/// <summary>
/// Hands events to those who subscribed to their class or to a wider one, each once. Any thread may call it:
/// changes take a lock, a publication reads a table of receivers per class that every change throws away.
/// </summary>
/// <typeparam name="TEvent">What is published.</typeparam>
/// <typeparam name="TClassifier">A class of events; classes may contain each other.</typeparam>
/// <typeparam name="TSubscriber">Who receives.</typeparam>
public abstract class EventBus<TEvent, TClassifier, TSubscriber>
    where TClassifier : notnull
{
    private readonly Lock _changing = new();
    private readonly Dictionary<TClassifier, List<Subscription<TSubscriber, TClassifier>>> _subscriptions = [];

    // It holds at most one entry for each class that was ever published.
    private volatile ConcurrentDictionary<TClassifier, TSubscriber[]> _receivers = new();

    /// <summary>Subscribes to a class. False if exactly that was subscribed already.</summary>
    public virtual bool Subscribe(TSubscriber subscriber, TClassifier classifier)
    {
        lock (_changing)
        {
            if (!_subscriptions.TryGetValue(classifier, out var list))
                _subscriptions.Add(classifier, list = []);
            var known = list.Find(s => Same(s, subscriber));
            var changed = known is null;
            if (known is null)
                list.Add(new Subscription<TSubscriber, TClassifier>(subscriber));
            else if (known.Unsubscriptions.Count > 0)
            {
                known.Unsubscriptions.Clear();
                changed = true;
            }

            if (changed)
                Forget();
            return changed;
        }
    }

    /// <summary>Gives up everything. False if there was nothing.</summary>
    public virtual bool Unsubscribe(TSubscriber subscriber)
    {
        lock (_changing)
        {
            var changed = false;
            foreach (var (classifier, list) in _subscriptions.ToArray())
                changed |= Remove(classifier, list, subscriber);
            if (changed)
                Forget();
            return changed;
        }
    }

    /// <summary>
    /// Gives up a class, even where a wider one stays subscribed. What was subscribed to by the name of a narrower class stays.
    /// False if nothing changed.
    /// </summary>
    public virtual bool Unsubscribe(TSubscriber subscriber, TClassifier classifier)
    {
        lock (_changing)
        {
            var changed = false;
            foreach (var (other, list) in _subscriptions.ToArray())
            {
                if (EqualityComparer<TClassifier>.Default.Equals(classifier, other))
                    changed |= Remove(other, list, subscriber);
                else if (IsSubClassification(other, classifier) && list.Find(s => Same(s, subscriber)) is { } wider)
                    changed |= wider.Unsubscriptions.Add(classifier);
            }

            if (changed)
                Forget();
            return changed;
        }
    }

    /// <summary>Hands the event to every subscriber of its class.</summary>
    public virtual void Publish(TEvent @event)
    {
        var table = _receivers;
        var classifier = GetClassifier(@event);
        if (!table.TryGetValue(classifier, out var list))
            list = Fill(classifier);
        foreach (var subscriber in list)
            Publish(@event, subscriber);
    }

    /// <summary>Whether anybody would get an event of that class.</summary>
    internal bool HasReceivers(TClassifier classifier) =>
        (_receivers.TryGetValue(classifier, out var list) ? list : Fill(classifier)).Length > 0;

    /// <summary>Whether the subscriber has any subscription.</summary>
    internal bool HasSubscriptions(TSubscriber subscriber)
    {
        lock (_changing)
            return _subscriptions.Values.Any(list => list.Exists(s => Same(s, subscriber)));
    }

    /// <summary>Everyone with a subscription, each once.</summary>
    internal TSubscriber[] Subscribers()
    {
        lock (_changing)
            return [.. _subscriptions.Values.SelectMany(list => list).Select(s => s.Subscriber).Distinct()];
    }

    /// <summary>The name of the object's type, without its namespace.</summary>
    protected string SimpleName(object source) => SimpleName(source.GetType());

    /// <summary>The name of the type, without its namespace.</summary>
    protected string SimpleName(Type source) => source.Name;

    /// <summary>Whether <paramref name="child"/> is <paramref name="parent"/> or narrower.</summary>
    protected abstract bool IsSubClassification(TClassifier parent, TClassifier child);

    /// <summary>Hands one event to one subscriber.</summary>
    protected abstract void Publish(TEvent @event, TSubscriber subscriber);

    /// <summary>Whether the event is of that class.</summary>
    protected abstract bool Classify(TEvent @event, TClassifier classifier);

    /// <summary>The narrowest class of the event.</summary>
    protected abstract TClassifier GetClassifier(TEvent @event);

    private static bool Same(Subscription<TSubscriber, TClassifier> subscription, TSubscriber subscriber) =>
        EqualityComparer<TSubscriber>.Default.Equals(subscription.Subscriber, subscriber);

    private bool Remove(TClassifier classifier, List<Subscription<TSubscriber, TClassifier>> list, TSubscriber subscriber)
    {
        var removed = list.RemoveAll(s => Same(s, subscriber)) > 0;
        if (list.Count == 0)
            _subscriptions.Remove(classifier);
        return removed;
    }

    private void Forget() => _receivers = new ConcurrentDictionary<TClassifier, TSubscriber[]>();

    private TSubscriber[] Fill(TClassifier classifier)
    {
        lock (_changing)
        {
            // Under the lock, so that a table never keeps receivers from before a change.
            TSubscriber[] list = [.. _subscriptions
                .Where(pair => IsSubClassification(pair.Key, classifier))
                .SelectMany(pair => pair.Value)
                .Where(s => !s.Unsubscriptions.Any(u => IsSubClassification(u, classifier)))
                .Select(s => s.Subscriber)
                .Distinct()];
            _receivers[classifier] = list;
            return list;
        }
    }
}
