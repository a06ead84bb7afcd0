namespace Akka.P2P.Core.Downloading;

/// <summary>Why an attempt ended without its chunk. The kind says who is to blame.</summary>
public enum FetchFailure
{
    /// <summary>The source choked us: nobody's fault, the chunk goes elsewhere and the source is asked again once it unchokes us.</summary>
    Choked = 0,

    /// <summary>The source does not hold the chunk after all.</summary>
    NotHeld = 1,

    /// <summary>Nothing came in time.</summary>
    TimedOut = 2,

    /// <summary>The source said that it can't serve now: overload, its own disk, its end.</summary>
    Refused = 3,

    /// <summary>The bytes don't have the chunk's hash. A chunk has one source an attempt, so the blame is exact.</summary>
    Corrupt = 4,

    /// <summary>The source broke the protocol: a slice of a wrong length, twice, or of something else.</summary>
    Malformed = 5,

    /// <summary>Our own disk refused the chunk: no source's fault.</summary>
    OwnDisk = 6,

    /// <summary>It didn't answer, or its connection broke.</summary>
    Unreachable = 7,
}
