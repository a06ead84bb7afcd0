namespace Akka.P2P.Node.Tests.Hosting;

using System.Collections.Immutable;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Node.Hosting;
using Akka.P2P.Protocol;
using Akka.P2P.Storage;

/// <summary>What is to be restored, without an actor system.</summary>
public sealed class NodeDutiesTests : IDisposable
{
    private const int ChunkLength = 16 * 1024;
    private readonly string _folder = Directory.CreateTempSubdirectory("duties").FullName;
    private readonly NodeDuties _duties = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact(DisplayName = "A download is restored until it ends; from then on what it fetched is shared, as long as it is what was fetched")]
    public async Task Download_becomes_share()
    {
        var metainfo = Torrent("a.bin");
        Assert.True(_duties.TryBegin(metainfo.Id, null, Open, [], out var download));
        Assert.False(_duties.TryBegin(metainfo.Id, null, Open, [], out _));
        Assert.Null(Assert.Single(_duties.Downloads).Metainfo);
        await download.OpenAsync(metainfo, CancellationToken.None);
        Assert.Same(metainfo, Assert.Single(_duties.Downloads).Metainfo);

        _duties.Happened(Finished(metainfo));

        Assert.Empty(_duties.Downloads);
        var share = Assert.Single(_duties.Shares);
        Assert.Same(metainfo, share.Metainfo);
        await using (share.Open())
        {
        }

        await File.AppendAllTextAsync(Path.Combine(_folder, "a.bin"), "more");
        Assert.Throws<SourceChangedException>(share.Open);
    }

    [Fact(DisplayName = "What failed is not restored, whether it was fetched or shared")]
    public void Failed()
    {
        var (fetched, shared) = (Torrent("a.bin"), Torrent("b.bin"));
        _duties.TryBegin(fetched.Id, fetched, Open, [], out _);
        _duties.Shared(shared, () => throw new InvalidOperationException());
        _duties.Happened(new PeerEvents.DownloadFailed(fetched.Id, ReturnCode.Fail, "no"));
        _duties.Happened(new PeerEvents.SeedingFailed(shared.Id, ReturnCode.Fail, "no"));
        Assert.Empty(_duties.Downloads);
        Assert.Empty(_duties.Shares);
    }

    private static Task<IChunkStore> Open(Metainfo metainfo, CancellationToken cancellation) =>
        Task.FromResult<IChunkStore>(new MemoryChunkStore(metainfo.Grid));

    private Metainfo Torrent(string name)
    {
        var content = new byte[ChunkLength * 2];
        new Random(name.Length).NextBytes(content);
        File.WriteAllBytes(Path.Combine(_folder, name), content);
        return MetainfoBuilder.File(HashedFile.FromContent([name], content, ChunkLength), ChunkLength);
    }

    private PeerEvents.DownloadFinished Finished(Metainfo metainfo) => new(
        metainfo.Id, metainfo.Name, Path.Combine(_folder, metainfo.Name), metainfo.TotalLength, TimeSpan.Zero, [],
        ImmutableDictionary<PeerId, ImmutableArray<Evidence>>.Empty);
}
