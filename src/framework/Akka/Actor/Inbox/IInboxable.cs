namespace Akka.Actor;

/// <summary>A place outside of actors that receives messages.</summary>
public interface IInboxable : ICanWatch
{
    IActorRef Receiver { get; }

    /// <summary>The next message, within <c>akka.actor.inbox.default-timeout</c>.</summary>
    /// <exception cref="TimeoutException">None came.</exception>
    object Receive();

    object Receive(TimeSpan timeout);

    Task<object> ReceiveAsync();

    Task<object> ReceiveAsync(TimeSpan timeout);

    object ReceiveWhere(Predicate<object> predicate);

    object ReceiveWhere(Predicate<object> predicate, TimeSpan timeout);

    void Send(IActorRef target, object message);
}
