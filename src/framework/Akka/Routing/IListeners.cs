namespace Akka.Routing;

/// <summary>Something that keeps listeners.</summary>
public interface IListeners
{
    ListenerSupport Listeners { get; }
}
