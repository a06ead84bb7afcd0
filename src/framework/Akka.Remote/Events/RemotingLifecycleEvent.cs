namespace Akka.Remote;

using Akka.Event;

/// <summary>What happens to this node's remoting; published to the event stream.</summary>
public abstract class RemotingLifecycleEvent
{
    protected RemotingLifecycleEvent()
    {
    }

    /// <summary>How loudly it is logged, while such events are logged at all.</summary>
    public abstract LogLevel LogLevel();
}
