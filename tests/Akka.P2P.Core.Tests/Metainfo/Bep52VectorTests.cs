namespace Akka.P2P.Core.Tests.Metainfo;

using System.Collections.Immutable;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;

public sealed class Bep52VectorTests
{
    public static TheoryData<string> Vectors => Bep52Vector.Names;

    [Fact]
    public void All_eighteen_vectors_are_there() => Assert.Equal(18, Bep52Vector.Count);

    [Theory]
    [MemberData(nameof(Vectors))]
    public void The_id_read_from_the_torrent_is_libtorrents(string name)
    {
        var vector = Bep52Vector.Of(name);

        var torrent = MetainfoReader.Read(vector.Torrent);

        Assert.Equal(vector.Id, torrent.Metainfo.Id.ToString());
        Assert.Equal(vector.Name, torrent.Metainfo.Name);
        Assert.Equal(vector.PieceLength, torrent.Metainfo.ChunkLength);
        Assert.Equal(vector.Files.Sum(f => (long)f.Size), torrent.Metainfo.TotalLength);
        foreach (var file in torrent.Metainfo.Files.Where(f => f.Length > 0))
            Assert.Equal(vector.Roots[IsBare(vector) ? name : $"{name}/{file.PathText}"], file.PiecesRoot.ToString());
    }

    [Theory(DisplayName = "S2.14 S2.103 S2.104 A hash per chunk: the id built from the content is libtorrent's, and so is every byte")]
    [MemberData(nameof(Vectors))]
    public void The_id_built_from_the_content_is_libtorrents(string name)
    {
        var vector = Bep52Vector.Of(name);

        var built = Build(vector);

        Assert.Equal(vector.Id, built.Id.ToString());
        Assert.Equal(vector.Torrent, MetainfoWriter.Write(built));
        foreach (var (root, layer) in vector.Layers)
        {
            var file = built.Files.First(f => f.PiecesRoot.ToString() == root);
            Assert.Equal(layer, built.LayerOf(file).ToArray().Take(layer.Length).Select(h => h.ToString()));
        }
    }

    [Theory(DisplayName = "S2.105 S1.45 Every chunk's hash is recalculated and compared; one bit of damage is noticed")]
    [MemberData(nameof(Vectors))]
    public void Every_chunk_verifies_and_a_flipped_bit_does_not(string name)
    {
        var vector = Bep52Vector.Of(name);
        var metainfo = MetainfoReader.Read(vector.Torrent).Metainfo;
        var verifier = new ChunkVerifier(metainfo);
        var contents = ContentsInOrder(vector, metainfo);

        foreach (var chunk in metainfo.Grid.All)
        {
            var place = metainfo.Grid.Locate(chunk);
            var bytes = contents[place.File].AsSpan((int)place.Offset, place.Length).ToArray();
            Assert.True(verifier.VerifyContent(chunk, bytes));
            bytes[^1] ^= 1;
            Assert.False(verifier.VerifyContent(chunk, bytes));
            Assert.False(verifier.VerifyContent(chunk, bytes.AsSpan(1)));
        }
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Pages_of_any_size_put_the_metainfo_together_again(string name)
    {
        var metainfo = MetainfoReader.Read(Bep52Vector.Of(name).Torrent).Metainfo;
        foreach (var size in (int[])[1, 31, 100, 65536])
        {
            var pages = new MetainfoPages(metainfo);
            var assembler = new MetainfoAssembler(metainfo.Id);
            while (pages.TryPage(assembler.NextOffset, size, out var page))
                assembler.Add(page!);
            Assert.Equal(MetainfoWriter.Write(metainfo), MetainfoWriter.Write(assembler.Result!));
        }
    }

    [Fact]
    public void A_folder_that_holds_only_a_file_of_its_name_is_taken_for_the_file()
    {
        Assert.True(MetainfoReader.Read(Bep52Vector.Of("solo").Torrent).Metainfo.IsSingleFile);
        Assert.True(MetainfoReader.Read(Bep52Vector.Of("f1.bin").Torrent).Metainfo.IsSingleFile);
        Assert.False(MetainfoReader.Read(Bep52Vector.Of("twins").Torrent).Metainfo.IsSingleFile);
    }

    [Fact]
    public void Slices_hashed_in_any_order_give_the_same_verdict()
    {
        var vector = Bep52Vector.Of("big-piece.bin");
        var metainfo = MetainfoReader.Read(vector.Torrent).Metainfo;
        var verifier = new ChunkVerifier(metainfo);
        var content = Bep52Vector.Content(vector.Files[0]);
        foreach (var chunk in metainfo.Grid.All)
        {
            var place = metainfo.Grid.Locate(chunk);
            var hasher = new ChunkHasher(verifier, chunk);
            var slices = Enumerable.Range(0, metainfo.Grid.SliceCount(chunk, 65536)).ToArray();
            new Random(chunk.Value).Shuffle(slices);
            foreach (var slice in slices)
            {
                Assert.False(hasher.IsFull);
                var at = metainfo.Grid.Slice(chunk, slice, 65536);
                hasher.Add(at.Offset, content.AsSpan((int)place.Offset + at.Offset, at.Length));
                // A slice that comes twice counts once.
                hasher.Add(at.Offset, content.AsSpan((int)place.Offset + at.Offset, at.Length));
            }

            Assert.True(hasher.IsFull);
            Assert.True(hasher.Verify());
            hasher.Add(0, new byte[MerkleTree.BlockLength]);
            Assert.False(hasher.Verify());
        }
    }

    private static bool IsBare(Bep52Vector vector) => vector.Files is [{ Path: null }] or [{ Path: "solo" }];

    private static List<byte[]> ContentsInOrder(Bep52Vector vector, Metainfo metainfo) =>
        [.. metainfo.Files.Select(f => Bep52Vector.Content(vector.Files.Single(i => (i.Path ?? vector.Name) == f.PathText)))];

    private static Metainfo Build(Bep52Vector vector)
    {
        var files = vector.Files.Select(f => HashedFile.FromContent(
            (f.Path ?? vector.Name).Split('/').ToImmutableArray(), Bep52Vector.Content(f), vector.PieceLength)).ToList();
        return vector.Files is [{ Path: null }]
            ? MetainfoBuilder.File(files[0], vector.PieceLength)
            : MetainfoBuilder.Folder(vector.Name, vector.PieceLength, files);
    }
}
