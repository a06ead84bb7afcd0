namespace Akka.P2P.Core.Chunks;

using Akka.P2P.Core.Identity;

/// <summary>What can go wrong with a torrent's bytes on this peer; the message is one sentence for a person.</summary>
public class ChunkStoreException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The chunk was asked for and is not (yet) kept here.</summary>
public sealed class ChunkNotHeldException(ChunkIndex chunk)
    : ChunkStoreException($"Chunk {chunk} is not held here.")
{
    public ChunkIndex Chunk { get; } = chunk;
}

/// <summary>The disk has no room: the download pauses until there is.</summary>
/// <param name="bytesMissing">How many more bytes the torrent needs than are free; 0 when that could not be learned.</param>
public sealed class StorageFullException(string path, long bytesMissing, Exception? inner = null)
    : ChunkStoreException(
        bytesMissing > 0
            ? $"No room left for '{path}': {bytesMissing} more bytes are needed."
            : $"No room left for '{path}'.",
        inner)
{
    public string Path { get; } = path;

    public long BytesMissing { get; } = bytesMissing;
}

/// <summary>A file that is hashed or shared is no longer what it was: it must be shared anew.</summary>
public sealed class SourceChangedException(string path, string what, Exception? inner = null)
    : ChunkStoreException($"'{path}' changed while it was in use: {what}.", inner)
{
    public string Path { get; } = path;
}

/// <summary>Another process, or another download of this one, works on the same target.</summary>
public sealed class StoreInUseException(string path, Exception? inner = null)
    : ChunkStoreException($"'{path}' is in use by another download.", inner)
{
    public string Path { get; } = path;
}

/// <summary>A partial file stands in the way that belongs to something else; it is left as it is.</summary>
public sealed class ForeignPartException(string path, string why)
    : ChunkStoreException($"'{path}' is in the way: {why}. Move it away, or choose another folder.")
{
    public string Path { get; } = path;
}

/// <summary>Some files of a torrent were asked for that it has not.</summary>
public sealed class NothingChosenException(string message) : ChunkStoreException(message);
