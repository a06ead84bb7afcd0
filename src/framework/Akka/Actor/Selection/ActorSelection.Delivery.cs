namespace Akka.Actor;

/// <content>Walks the steps of a selection from an anchor.</content>
public partial class ActorSelection
{
    /// <summary>
    /// Delivers the message to whatever the steps lead to from <paramref name="anchor"/>. Where the walk reaches a reference of
    /// another system, that one gets the rest of the steps. If they lead to nobody, an <see cref="Identify"/> is answered with an
    /// empty identity and anything else becomes a dead letter, except behind a pattern that had spread the message over several actors.
    /// </summary>
    internal static void DeliverSelection(IInternalActorRef anchor, IActorRef? sender, ActorSelectionMessage selection)
    {
        var elements = selection.Elements;
        var current = anchor;
        for (var i = 0; i < elements.Length; i++)
        {
            if (current is not ActorRefWithCell local)
            {
                PassOn(anchor, current, sender, selection, i);
                return;
            }

            switch (elements[i])
            {
                case SelectParent:
                    current = Up(local);
                    break;
                case SelectChildName { Name: var name }:
                    current = local.GetSingleChild(name);
                    if (current is null || current.IsNobody())
                    {
                        NobodyThere(anchor, sender, selection);
                        return;
                    }

                    break;
                case SelectChildPattern pattern:
                    FanOut(anchor, local, pattern, sender, selection, i);
                    return;
                case SelectChildRecursive:
                    Flood(local, sender, selection.Message);
                    return;
                default:
                    throw new NotSupportedException($"Unknown step {elements[i].GetType()} in a selection.");
            }
        }

        current.Tell(selection.Message, sender!);
    }

    private static IInternalActorRef Up(IInternalActorRef actor)
    {
        var parent = actor.Parent;
        return parent is null || parent.IsNobody() || actor.Path is RootActorPath ? actor : parent;
    }

    private static void PassOn(IInternalActorRef anchor, IInternalActorRef current, IActorRef? sender, ActorSelectionMessage selection, int next)
    {
        // Minimal references of this process (the temporary ones, dead letters) have no children to walk to.
        if (current is MinimalActorRef or EmptyLocalActorRef)
        {
            var child = current.GetChild([.. selection.Elements.Skip(next).Select(e => e.ToString()!)]);
            if (child is null || child.IsNobody())
                NobodyThere(anchor, sender, selection);
            else
                child.Tell(selection.Message, sender!);
            return;
        }

        current.Tell(selection.Copy(elements: selection.Elements[next..]), sender!);
    }

    private static void FanOut(
        IInternalActorRef anchor,
        ActorRefWithCell parent,
        SelectChildPattern pattern,
        IActorRef? sender,
        ActorSelectionMessage selection,
        int at)
    {
        var fitting = parent.Children.Where(c => pattern.Matches(c.Path.Name)).ToList();
        if (fitting.Count == 0)
        {
            NobodyThere(anchor, sender, selection);
            return;
        }

        var rest = selection.Copy(elements: selection.Elements[(at + 1)..], wildCardFanOut: selection.WildCardFanOut || fitting.Count > 1);
        foreach (var child in fitting)
            DeliverSelection((IInternalActorRef)child, sender, rest);
    }

    private static void Flood(ActorRefWithCell parent, IActorRef? sender, object message)
    {
        foreach (var child in parent.Children)
        {
            child.Tell(message, sender!);
            if (child is ActorRefWithCell local)
                Flood(local, sender, message);
        }
    }

    private static void NobodyThere(IInternalActorRef anchor, IActorRef? sender, ActorSelectionMessage selection)
    {
        if (selection.WildCardFanOut)
            return;
        var provider = anchor.Provider;
        var stream = provider.Guardian.Underlying.System.EventStream;
        var missing = new EmptyLocalActorRef(provider, anchor.Path / selection.Elements.Select(e => e.ToString()!), stream);
        missing.Tell(selection, sender!);
    }
}
