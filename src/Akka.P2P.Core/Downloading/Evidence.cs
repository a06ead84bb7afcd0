namespace Akka.P2P.Core.Downloading;

using Akka.P2P.Core.Identity;

/// <summary>What a source did that it must not do, kept for the log and the result.</summary>
/// <param name="At">Since the origin of the download's clock.</param>
public sealed record Evidence(PeerId Source, ChunkIndex Chunk, AttemptId Attempt, FetchFailure Kind, string Detail, TimeSpan At)
{
    public override string ToString() => $"chunk {Chunk}, attempt {Attempt}: {Kind}, {Detail}";
}
