namespace Akka.Dispatch.SysMsg;

using Akka.Actor;

/// <summary>Builds the actor instance; with a failure, reports it instead.</summary>
public sealed class Create : SystemMessage
{
    public Create(ActorInitializationException? failure = null) => Failure = failure;

    public ActorInitializationException? Failure { get; }

    public override bool Equals(object? obj) => obj is Create other && Equals(Failure, other.Failure);

    public override int GetHashCode() => Failure?.GetHashCode() ?? 0;

    public override string ToString() => $"<Create failure: {Failure}>";
}
