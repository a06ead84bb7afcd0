namespace Akka.Actor;

/// <summary>The id of the <see cref="CoordinatedShutdown"/> extension.</summary>
public sealed class CoordinatedShutdownExtension : ExtensionIdProvider<CoordinatedShutdown>
{
    /// <inheritdoc/>
    public override CoordinatedShutdown CreateExtension(ExtendedActorSystem system) => CoordinatedShutdown.Start(system);
}
