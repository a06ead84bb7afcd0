namespace Petabridge.Cmd.Common.Client;

/// <summary>A host could not be reached; the message is one sentence for people.</summary>
public sealed class PbmConnectException(PbmConnectError error, string message, Exception? inner = null) : Exception(message, inner)
{
    public PbmConnectError Error { get; } = error;
}
