namespace Akka.TestKit;

using Akka.Actor;

/// <summary>Stands for "nothing was received": looking into it fails.</summary>
public sealed class NullMessageEnvelope : MessageEnvelope
{
    /// <summary>The only one.</summary>
    public static readonly NullMessageEnvelope Instance = new();

    private NullMessageEnvelope()
    {
    }

    /// <inheritdoc/>
    /// <exception cref="IllegalActorStateException">Always.</exception>
    public override object Message => throw Nothing();

    /// <inheritdoc/>
    /// <exception cref="IllegalActorStateException">Always.</exception>
    public override IActorRef Sender => throw Nothing();

    /// <inheritdoc/>
    public override string ToString() => "<no message>";

    private static IllegalActorStateException Nothing() => new("last receive did not deliver any messages");
}
