namespace Akka.Dispatch;

/// <summary>An action and its argument as work.</summary>
public sealed class ActionWithStateRunnable : IRunnable
{
    private readonly Action<object> _action;
    private readonly object _state;

    public ActionWithStateRunnable(Action<object> action, object state)
    {
        _action = action;
        _state = state;
    }

    public void Run() => _action(_state);

    public void Execute() => _action(_state);
}
