namespace Petabridge.Cmd.Host.Builtin;

using Akka.Actor;

/// <summary>Tells this node's tree to a console, a page at a time, as fast as that reads.</summary>
internal sealed class LocalWalkActor : ReceiveActor
{
    private const int PageLength = 500;

    private readonly HierarchyAnswer _answer;
    private readonly int _depth;
    private readonly Stack<(IActorRef Actor, int Level)> _waiting = new();
    private int _told;
    private int _cut;
    private int _remote;

    public LocalWalkActor(IActorRef start, int depth, HierarchyAnswer answer)
    {
        _answer = answer;
        _depth = depth;
        _waiting.Push((start, 0));
        Receive<Taken>(_ => TellPage());
        Receive<Terminated>(_ => Context.Stop(Self));
        Context.Watch(answer.Client);
    }

    protected override void PreStart() => TellPage();

    private void TellPage()
    {
        for (var i = 0; i < PageLength && _waiting.TryPop(out var next); i++)
            Tell(next.Actor, next.Level);
        if (_waiting.Count > 0)
        {
            _answer.Client.Tell(WhenTaken.Instance);
            return;
        }

        _answer.End(_told, Incomplete());
        Context.Stop(Self);
    }

    private void Tell(IActorRef actor, int level)
    {
        var children = LocalTree.ChildrenOf(actor);
        string? note = null;
        if (LocalTree.IsRemote(actor))
        {
            note = "its children are another node's; ask with -s";
            _remote++;
        }
        else if (level >= _depth && children.Count > 0)
        {
            note = $"{children.Count} below, by the depth";
            _cut++;
        }
        else
        {
            foreach (var child in children.Reverse())
                _waiting.Push((child, level + 1));
        }

        _answer.Actor(LocalTree.Name(actor), note);
        _told++;
    }

    private string? Incomplete()
    {
        List<string> why = [];
        if (_cut > 0)
            why.Add($"{_cut} cut by the depth");
        if (_remote > 0)
            why.Add($"{_remote} on other nodes");
        return why.Count == 0 ? null : string.Join(", ", why);
    }
}
