namespace Petabridge.Cmd.Host;

using Akka.Actor;

/// <summary>Makes the extension; <c>akka.extensions</c> may name it.</summary>
public sealed class PetabridgeCmdProvider : ExtensionIdProvider<PetabridgeCmd>
{
    public override PetabridgeCmd CreateExtension(ExtendedActorSystem system) => new(system);
}
