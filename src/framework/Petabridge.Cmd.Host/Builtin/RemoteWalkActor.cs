namespace Petabridge.Cmd.Host.Builtin;

using Akka.Actor;

/// <summary>
/// Asks another node's actors who they are, level by level. How many there are can't be known, so each level is given its time, and the
/// answer says that it may not be all.
/// </summary>
internal sealed class RemoteWalkActor : ReceiveActor, IWithTimers
{
    private const int MaxActors = 10_000;

    private readonly ActorPath _start;
    private readonly int _depth;
    private readonly TimeSpan _timeout;
    private readonly HierarchyAnswer _answer;
    private readonly SortedDictionary<string, int> _found = new(StringComparer.Ordinal);
    private List<IActorRef> _level = [];
    private int _at;

    public RemoteWalkActor(ActorPath start, int depth, TimeSpan timeout, HierarchyAnswer answer)
    {
        _start = start;
        _depth = depth;
        _timeout = timeout;
        _answer = answer;
        Receive<ActorIdentity>(identity => identity.MessageId is int level && level == _at && identity.Subject is not null && _found.Count < MaxActors, identity =>
        {
            if (_found.TryAdd(identity.Subject.Path.ToString(), _at))
                _level.Add(identity.Subject);
        });
        Receive<ActorIdentity>(_ => { });
        Receive<LevelOver>(_ => NextLevel());
        Receive<Terminated>(_ => Context.Stop(Self));
        Context.Watch(answer.Client);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        Context.ActorSelection(_start).Tell(new Identify(0));
        Timers.StartSingleTimer(nameof(LevelOver), LevelOver.Instance, _timeout);
    }

    private void NextLevel()
    {
        if (_found.Count == 0)
        {
            _answer.Fail($"{_start} did not answer within {_timeout.TotalSeconds:0.#} s: there is no such actor, its node can't be reached, or that node answers no questions (untrusted mode).");
            Context.Stop(Self);
            return;
        }

        if (_level.Count == 0 || _at >= _depth || _found.Count >= MaxActors)
        {
            foreach (var (path, level) in _found)
                _answer.Actor(path, level >= _depth ? "what is below was not asked, by the depth" : null);
            _answer.End(_found.Count, _found.Count >= MaxActors ? $"{MaxActors} are the most that are shown" : $"only what answered within {_timeout.TotalSeconds:0.#} s a level");
            Context.Stop(Self);
            return;
        }

        var parents = _level;
        _level = [];
        _at++;
        foreach (var parent in parents)
            Context.ActorSelection(parent.Path / "*").Tell(new Identify(_at));
        Timers.StartSingleTimer(nameof(LevelOver), LevelOver.Instance, _timeout);
    }

    private sealed class LevelOver
    {
        public static LevelOver Instance { get; } = new();
    }
}
