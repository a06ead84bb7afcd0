namespace Akka.P2P.Actors.Downloading;

using Akka.P2P.Actors.Peers;
using Akka.P2P.Actors.Settings;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Metainfo;

/// <summary>What all fetchers of one download share.</summary>
internal sealed record FetcherContext(
    PeerServices Services, DownloadSettings Settings, Metainfo Metainfo, ChunkVerifier Verifier, IChunkStore Store);
