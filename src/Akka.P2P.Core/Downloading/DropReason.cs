namespace Akka.P2P.Core.Downloading;

/// <summary>Why a source is given up.</summary>
public enum DropReason
{
    /// <summary>It sent what it must not send, as often as is tolerated.</summary>
    Banned = 0,

    /// <summary>It failed more often in a row than is tolerated.</summary>
    FailedTooOften = 1,

    /// <summary>The download is complete.</summary>
    Finished = 2,

    /// <summary>It gave less than the others of late: another one may do better.</summary>
    Replaced = 3,
}
