namespace Akka.Remote;

using Akka.Event;

/// <summary>Remoting has been shut down.</summary>
public sealed class RemotingShutdownEvent : RemotingLifecycleEvent
{
    public override LogLevel LogLevel() => Akka.Event.LogLevel.InfoLevel;

    public override string ToString() => "Remoting shut down";
}
