namespace Akka.P2P.Protocol;

/// <summary>How a request ended. Numbered by hand: the numbers travel. Those from 452 are ours, the others the seed's.</summary>
public enum ReturnCode
{
    None = 0,
    Success = 200,
    FinishedDownload = 201,
    FinishedSeeding = 202,

    /// <summary>Malformed: asking again in the same words is useless.</summary>
    BadRequest = 400,

    /// <summary>Not registered (any more): register, then ask again.</summary>
    Unauthorized = 401,

    /// <summary>Registered, but this is another peer's to do.</summary>
    Forbidden = 403,
    NotFound = 404,

    /// <summary>The very same torrent is shared by this peer already.</summary>
    AlreadySeeding = 409,
    NoAvailableTorrents = 410,
    TorrentDoesNotExist = 411,
    Fail = 450,
    FailedToDownload = 451,

    /// <summary>Full at the moment: ask again later.</summary>
    Overloaded = 452,

    /// <summary>The request was withdrawn by whoever made it.</summary>
    Cancelled = 453,

    /// <summary>No room, or no right to write, where the bytes should go.</summary>
    StorageFailed = 454,

    /// <summary>Nobody answered.</summary>
    Unreachable = 455,
}
