namespace Akka.P2P.Actors.Talking;

using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Metainfo;

/// <summary>Files that people send each other, on this machine's disk; made by whoever composes the process.</summary>
public interface ITransferFiles
{
    /// <summary>Null for a file or folder that can be sent, else one sentence.</summary>
    string? Problem(string path);

    /// <summary>Hashes a file or folder, over all processors and outside of any actor.</summary>
    /// <exception cref="MetainfoException">It can't be shared.</exception>
    /// <exception cref="ChunkStoreException">It can't be read.</exception>
    Task<OutgoingFile> HashAsync(string path, CancellationToken cancellation);

    /// <summary>
    /// A place for a file that comes. Under its name, or a free one like it, it appears when it is published; until then, and when it never is,
    /// nothing is to be seen of it, and closing the store leaves nothing behind.
    /// </summary>
    /// <exception cref="ChunkStoreException">The folder can't be used, or has no room.</exception>
    Task<IChunkStore> ReceiveAsync(Metainfo metainfo, CancellationToken cancellation);
}

/// <param name="Open">Opens the store to serve it from.</param>
public sealed record OutgoingFile(Metainfo Metainfo, Func<IChunkStore> Open);
