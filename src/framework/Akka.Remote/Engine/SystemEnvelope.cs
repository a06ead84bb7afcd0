namespace Akka.Remote.Engine;

/// <summary>A numbered system message, ready to be sent as often as it takes.</summary>
internal sealed class SystemEnvelope(ulong sequence, byte[] recipient, SerializedMessage message)
{
    public ulong Sequence { get; } = sequence;

    public byte[] Recipient { get; } = recipient;

    public SerializedMessage Message { get; } = message;

    /// <summary>It stands among the messages that wait for the connection, and must not be sent before its turn.</summary>
    public bool Waits { get; set; }
}
