namespace Akka.Event;

using Akka.Actor;

/// <summary>The bus that log events travel on: it knows the level in force and the loggers.</summary>
public partial class LoggingBus : ActorEventBus<object, Type>
{
    private readonly Lock _loggersChange = new();
    private IActorRef[] _loggers = [];
    private volatile int _level;

    /// <summary>A bus that takes every level until it is told otherwise.</summary>
    public LoggingBus() => _level = (int)Akka.Event.LogLevel.DebugLevel;

    /// <summary>The lowest level that is logged.</summary>
    public LogLevel LogLevel => (LogLevel)_level;

    /// <summary>Sets the level: every logger is subscribed to exactly the levels from this one up.</summary>
    public void SetLogLevel(LogLevel logLevel)
    {
        lock (_loggersChange)
        {
            _level = (int)logLevel;
            foreach (var logger in _loggers)
                SubscribeToLevels(logger, logLevel);
        }
    }

    /// <inheritdoc/>
    protected override bool IsSubClassification(Type parent, Type child) => parent.IsAssignableFrom(child);

    /// <inheritdoc/>
    protected override void Publish(object @event, IActorRef subscriber) => subscriber.Tell(@event);

    /// <inheritdoc/>
    protected override bool Classify(object @event, Type classifier) => classifier.IsAssignableFrom(GetClassifier(@event));

    /// <inheritdoc/>
    protected override Type GetClassifier(object @event) => @event.GetType();

    private void SubscribeToLevels(IActorRef logger, LogLevel lowest)
    {
        foreach (var each in Logging.AllLogLevels)
        {
            if (each >= lowest)
                Subscribe(logger, each.ClassFor());
            else
                Unsubscribe(logger, each.ClassFor());
        }
    }
}
