namespace Akka.Actor;

/// <summary>
/// Actors named by where they are, seen from an anchor: a path whose steps may go up (<c>..</c>) or be patterns.
/// It is looked up anew for each message, so it also finds actors that start later.
/// </summary>
public partial class ActorSelection : ICanTell
{
    /// <summary>A selection without an anchor; it reaches nobody.</summary>
    public ActorSelection()
    {
        Anchor = ActorRefs.Nobody;
        Path = [];
    }

    /// <summary>A selection of those steps from the anchor.</summary>
    /// <exception cref="IllegalActorNameException"><c>**</c> stands before the last step.</exception>
    public ActorSelection(IActorRef anchor, SelectionPathElement[] path)
    {
        ArgumentNullException.ThrowIfNull(anchor);
        ArgumentNullException.ThrowIfNull(path);
        if (Array.FindIndex(path, e => e is SelectChildRecursive) is >= 0 and var at && at < path.Length - 1)
            throw new IllegalActorNameException("In a selection ** can only be the last step.");
        Anchor = anchor;
        Path = path;
    }

    /// <summary>A selection of the path's parts, separated by slashes; empty ones don't count.</summary>
    public ActorSelection(IActorRef anchor, string path)
        : this(anchor, path.Split('/'))
    {
    }

    /// <summary>A selection of those parts; empty ones don't count.</summary>
    public ActorSelection(IActorRef anchor, IEnumerable<string> elements)
        : this(anchor, SelectionPathElement.Parse(elements))
    {
    }

    /// <summary>Where it starts.</summary>
    public IActorRef Anchor { get; }

    /// <summary>The steps from there.</summary>
    public SelectionPathElement[] Path { get; }

    /// <summary>The steps as text: <c>/user/a/*</c>.</summary>
    public string PathString => "/" + string.Join<SelectionPathElement>('/', Path);

    /// <summary>Sends the message to every actor that is selected at that moment; the sender defaults to the actor that runs.</summary>
    public void Tell(object message, IActorRef? sender = null) =>
        DeliverSelection((IInternalActorRef)Anchor, sender ?? ActorCell.GetCurrentSelfOrNoSender(), new ActorSelectionMessage(message, Path));

    /// <summary>The one actor that is selected, or the first of several to answer.</summary>
    /// <exception cref="ActorNotFoundException">Nobody answered within the time.</exception>
    public Task<IActorRef> ResolveOne(TimeSpan timeout) => ResolveOne(timeout, CancellationToken.None);

    /// <summary>The one actor that is selected, or the first of several to answer.</summary>
    /// <exception cref="ActorNotFoundException">Nobody answered within the time, or before it was cancelled.</exception>
    public async Task<IActorRef> ResolveOne(TimeSpan timeout, CancellationToken ct)
    {
        ActorIdentity identity;
        try
        {
            identity = await this.Ask<ActorIdentity>(new Identify(null!), timeout, ct).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            throw new ActorNotFoundException($"{this} was not resolved within {timeout}.", e);
        }

        return identity.Subject ?? throw new ActorNotFoundException($"{this} selects no actor.");
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj) || (obj is ActorSelection other && Equals(other));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Anchor, PathString);

    /// <inheritdoc/>
    public override string ToString() =>
        $"ActorSelection[Anchor({Anchor.Path}{(Anchor.Path.Uid == ActorCell.UndefinedUid ? "" : $"#{Anchor.Path.Uid}")}), Path({PathString})]";

    /// <summary>Whether anchor and steps are the same.</summary>
    protected bool Equals(ActorSelection other) => Equals(Anchor, other.Anchor) && Path.AsSpan().SequenceEqual(other.Path);
}
