namespace Akka.P2P.Core.Chunks;

using Akka.P2P.Core.Identity;

/// <summary>A chunk that its torrent's id vouches for.</summary>
/// <param name="Parts">Its bytes: they follow each other and are exactly as long as the chunk.</param>
public readonly record struct VerifiedChunk(ChunkIndex Chunk, IReadOnlyList<ReadOnlyMemory<byte>> Parts);
