namespace Akka.P2P.Core.Downloading;

using Akka.P2P.Core.Identity;

/// <summary>What a source did that it must not do, kept for the log and the result.</summary>
/// <param name="Chunk">Of no meaning when <see cref="IsAboutChunk"/> is false; neither is <paramref name="Attempt"/>.</param>
/// <param name="At">Since the origin of the download's clock.</param>
public sealed record Evidence(PeerId Source, ChunkIndex Chunk, AttemptId Attempt, FetchFailure Kind, string Detail, TimeSpan At)
{
    /// <summary>False when it is about what the source said of itself: then there is no chunk and no attempt.</summary>
    public bool IsAboutChunk => Attempt.Value > 0;

    public override string ToString() => IsAboutChunk ? $"chunk {Chunk}, attempt {Attempt}: {Kind}, {Detail}" : $"{Kind}, {Detail}";
}
