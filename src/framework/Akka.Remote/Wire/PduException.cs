namespace Akka.Remote.Wire;

/// <summary>What arrived is not a frame of the protocol. The message says what it looks like; the connection is of no more use.</summary>
internal sealed class PduException : Exception
{
    public PduException(string message)
        : base(message)
    {
    }

    public PduException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
