namespace Akka.P2P.Core.Metainfo;

/// <summary>
/// Bytes or names that are no good torrent. The message is one sentence for a person; nothing else escapes from the readers here,
/// whatever they are given.
/// </summary>
public sealed class MetainfoException : Exception
{
    public MetainfoException(string message)
        : base(message)
    {
    }

    /// <param name="position">Byte of the input at which the fault was seen, from 0.</param>
    public MetainfoException(string message, int position)
        : base($"{message} (at byte {position})") => Position = position;

    /// <summary>Byte of the input at which the fault was seen; null where the fault has no place.</summary>
    public int? Position { get; }
}
