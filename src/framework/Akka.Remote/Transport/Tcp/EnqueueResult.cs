namespace Akka.Remote.Transport.Tcp;

internal enum EnqueueResult
{
    /// <summary>It is on its way.</summary>
    Taken,

    /// <summary>More waits already than memory is given for.</summary>
    Full,

    /// <summary>The connection is closed.</summary>
    Closed,
}
