namespace Akka.P2P.Core.Metainfo;

using System.Collections.Immutable;

/// <summary>What a <c>.torrent</c> holds: the metainfo, and hints that its id says nothing about.</summary>
/// <param name="Trackers">The addresses of <c>announce</c> and <c>announce-list</c> as they stand there, each once.</param>
/// <param name="CreatedAt">Whole seconds.</param>
public sealed record TorrentFile(
    Metainfo Metainfo, ImmutableArray<string> Trackers, string? CreatedBy = null, DateTimeOffset? CreatedAt = null);
