namespace Akka.Actor;

using Akka.Actor.Internal;

/// <summary>An actor whose handlers are declared in its constructor, by type and predicate; the first that fits handles the message.</summary>
public abstract class ReceiveActor : UntypedActor, IInitializableActor
{
    private readonly Stack<HandlerList> _declaring = new();
    private HandlerList? _initial;

    protected ReceiveActor() => _declaring.Push(new HandlerList());

    /// <summary>Closes the declarations of the constructor.</summary>
    void IInitializableActor.Init() => _initial ??= _declaring.Pop();

    protected sealed override void OnReceive(object message) => Handle(_initial!, message);

    /// <summary>Replaces the handlers by those that <paramref name="configure"/> declares.</summary>
    protected void Become(Action configure)
    {
        var handlers = Declare(configure);
        base.Become(message => Handle(handlers, message));
    }

    protected void BecomeStacked(Action configure)
    {
        var handlers = Declare(configure);
        base.BecomeStacked(message => Handle(handlers, message));
    }

    protected void Receive<T>(Action<T> handler, Predicate<T>? shouldHandle = null)
    {
        if (shouldHandle is null)
        {
            Current().Add(
                message =>
                {
                    if (message is not T typed)
                    {
                        return false;
                    }

                    handler(typed);
                    return true;
                },
                matchesAll: typeof(T) == typeof(object));
            return;
        }

        Current().Add(message =>
        {
            if (message is not T typed || !shouldHandle(typed))
            {
                return false;
            }

            handler(typed);
            return true;
        });
    }

    protected void Receive<T>(Predicate<T> shouldHandle, Action<T> handler) => Receive(handler, shouldHandle);

    /// <summary>The handler itself says whether it handled the message.</summary>
    protected void Receive<T>(Func<T, bool> handler) => Current().Add(message => message is T typed && handler(typed));

    protected void Receive(Type messageType, Action<object> handler, Predicate<object>? shouldHandle = null) => Current().Add(
        message =>
        {
            if (!messageType.IsInstanceOfType(message) || shouldHandle?.Invoke(message) == false)
            {
                return false;
            }

            handler(message);
            return true;
        },
        matchesAll: shouldHandle is null && messageType == typeof(object));

    protected void Receive(Type messageType, Predicate<object> shouldHandle, Action<object> handler) => Receive(messageType, handler, shouldHandle);

    protected void Receive(Type messageType, Func<object, bool> handler) =>
        Current().Add(message => messageType.IsInstanceOfType(message) && handler(message));

    /// <summary>Handles what nobody did; must be the last.</summary>
    protected void ReceiveAny(Action<object> handler) => Current().Add(
        message =>
        {
            handler(message);
            return true;
        },
        matchesAll: true);

    protected void ReceiveAsync<T>(Func<T, Task> handler, Predicate<T>? shouldHandle = null) =>
        Receive(message => RunTask(() => handler(message)), shouldHandle);

    protected void ReceiveAsync<T>(Predicate<T> shouldHandle, Func<T, Task> handler) => ReceiveAsync(handler, shouldHandle);

    protected void ReceiveAsync(Type messageType, Func<object, Task> handler, Predicate<object>? shouldHandle = null) =>
        Receive(messageType, message => RunTask(() => handler(message)), shouldHandle);

    protected void ReceiveAsync(Type messageType, Predicate<object> shouldHandle, Func<object, Task> handler) =>
        ReceiveAsync(messageType, handler, shouldHandle);

    protected void ReceiveAnyAsync(Func<object, Task> handler) => ReceiveAny(message => RunTask(() => handler(message)));

    private void Handle(HandlerList handlers, object message)
    {
        if (!handlers.TryHandle(message))
        {
            Unhandled(message);
        }
    }

    private HandlerList Declare(Action configure)
    {
        _declaring.Push(new HandlerList());
        try
        {
            configure();
            return _declaring.Peek();
        }
        finally
        {
            _declaring.Pop();
        }
    }

    private HandlerList Current() => _declaring.Count > 0
        ? _declaring.Peek()
        : throw new InvalidOperationException("You may only call Receive-methods when constructing the actor and inside Become().");

    private sealed class HandlerList
    {
        private readonly List<Func<object, bool>> _handlers = [];
        private bool _complete;

        public void Add(Func<object, bool> handler, bool matchesAll = false)
        {
            if (_complete)
            {
                throw new InvalidOperationException(
                    "A handler that catches all messages has been added. No handler can be added after that.");
            }

            _handlers.Add(handler);
            _complete = matchesAll;
        }

        public bool TryHandle(object message)
        {
            foreach (var handler in _handlers)
            {
                if (handler(message))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
