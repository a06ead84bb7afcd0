namespace Akka.P2P.Actors.Talking;

/// <summary>Where a file stands on its way from one peer to another.</summary>
public enum TransferState
{
    /// <summary>It is being hashed, or its turn has not come to be told of.</summary>
    Waiting = 0,

    /// <summary>The other side knows of it, and has not decided.</summary>
    Offered = 1,

    /// <summary>It was accepted, and waits for a free place or is being fetched.</summary>
    Accepted = 2,

    /// <summary>Every byte is verified, and the file has its name.</summary>
    Received = 3,

    /// <summary>Nothing was fetched.</summary>
    Declined = 4,

    /// <summary>It was accepted and did not arrive; or the other side is not there.</summary>
    Failed = 5,

    /// <summary>Whoever sent it wants it no more.</summary>
    Cancelled = 6,
}
