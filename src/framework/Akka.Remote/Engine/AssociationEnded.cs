namespace Akka.Remote.Engine;

using Akka.Remote.Transport;

/// <summary>Why an association's connection ended, when it wasn't the network.</summary>
internal sealed class AssociationEnded(CloseKind kind, string message) : AkkaProtocolException(message)
{
    public CloseKind Kind { get; } = kind;
}
