namespace Akka.P2P.Actors.Talking;

using Akka.P2P.Protocol;

/// <summary>Counts since this peer started.</summary>
public sealed record TalkStats : ILocalMessage
{
    /// <summary>Of others, that were answered.</summary>
    public long PingsAnswered { get; init; }

    /// <summary>Of others, beyond their rate.</summary>
    public long PingsIgnored { get; init; }

    /// <summary>Ours, that were answered.</summary>
    public long PingsReturned { get; init; }

    /// <summary>Ours, that nobody answered.</summary>
    public long PingsLost { get; init; }

    /// <summary>Texts of others.</summary>
    public long Heard { get; init; }

    /// <summary>Texts and offers of others, beyond their rate or malformed.</summary>
    public long Refused { get; init; }

    /// <summary>Texts of ours that a peer acknowledged, counted a peer.</summary>
    public long Delivered { get; init; }

    /// <summary>Texts of ours that a peer did not acknowledge.</summary>
    public long NotDelivered { get; init; }

    /// <summary>Of others, that lie here verified.</summary>
    public long FilesReceived { get; init; }

    /// <summary>Offered by others: declined, lapsed or failed.</summary>
    public long FilesNotReceived { get; init; }

    public long BytesReceived { get; init; }

    /// <summary>Ours, that a peer has received, counted a peer.</summary>
    public long FilesSent { get; init; }

    /// <summary>Ours, that a peer declined or did not get.</summary>
    public long FilesNotSent { get; init; }

    /// <summary>Of the files that were received.</summary>
    public long BytesSent { get; init; }
}
