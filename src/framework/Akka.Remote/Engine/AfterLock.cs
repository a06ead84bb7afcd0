namespace Akka.Remote.Engine;

/// <summary>Collects what is to be done once a lock is released: telling others while holding it invites deadlocks.</summary>
internal struct AfterLock
{
    private List<Action>? _actions;

    public void Add(Action action) => (_actions ??= []).Add(action);

    public readonly void Run()
    {
        if (_actions is not null)
        {
            foreach (var action in _actions)
            {
                action();
            }
        }
    }
}
