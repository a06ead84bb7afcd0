namespace Akka.P2P.Core.Tests.Metainfo;

using System.Security.Cryptography;
using Akka.P2P.Core.Metainfo;

public sealed class MerkleTreeTests
{
    public static TheoryData<int> Lengths => [1, 16383, 16384, 16385, 32768, 49152, 65535, 65536, 65537, 131072, 131073, 300_000, 1_000_001];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void The_root_is_that_of_a_naive_tree_that_writes_out_all_its_padding(int length)
    {
        var content = new byte[length];
        new Random(length).NextBytes(content);
        foreach (var chunkLength in (int[])[16384, 32768, 65536, 262144])
        {
            var file = HashedFile.FromContent(["f"], content, chunkLength);

            // BEP 52 pads the leaves of the whole file, whatever the piece length: every piece length gives one root.
            Assert.Equal(Convert.ToHexStringLower(NaiveRoot(content)), file.Root.ToString());
            Assert.Equal(length > chunkLength ? (length + chunkLength - 1) / chunkLength : 0, file.Layer.Length);
        }
    }

    [Fact]
    public void Nodes_that_do_not_fit_under_the_tree_are_refused()
    {
        Assert.Throws<ArgumentException>(() => MerkleTree.Root(new Sha256Digest[5], 0, 2));
        Assert.Throws<ArgumentException>(() => MerkleTree.HashBlocks(new byte[16385], new Sha256Digest[1]));
        Assert.Throws<ArgumentException>(() => MerkleTree.ParseLayer(new byte[33]));
        Assert.Equal(MerkleTree.ZeroNode(3), MerkleTree.Root([], 1, 2));
    }

    private static byte[] NaiveRoot(byte[] content)
    {
        var level = new List<byte[]>();
        for (var at = 0; at < content.Length; at += 16384)
            level.Add(SHA256.HashData(content.AsSpan(at, int.Min(16384, content.Length - at))));
        while ((level.Count & (level.Count - 1)) != 0)
            level.Add(new byte[32]);
        while (level.Count > 1)
            level = [.. level.Chunk(2).Select(pair => SHA256.HashData([.. pair[0], .. pair[1]]))];
        return level[0];
    }
}
