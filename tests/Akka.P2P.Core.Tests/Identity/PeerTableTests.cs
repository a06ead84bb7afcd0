namespace Akka.P2P.Core.Tests.Identity;

using System.Buffers.Binary;
using Akka.P2P.Core.Identity;

public sealed class PeerTableTests
{
    [Theory(DisplayName = "It is a map, also of ids that want the same place")]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(int.MaxValue)]
    public void It_behaves_as_a_map(int places)
    {
        var random = new Random(places);
        var table = new PeerTable<string>();
        var model = new Dictionary<PeerId, string>();
        for (var i = 0; i < 20_000; i++)
        {
            // The last bytes are what the place is made of.
            var number = random.Next(60);
            var peer = Peer(number, number % places);
            if (random.Next(2) == 0)
                Assert.Equal(model.Remove(peer), table.Remove(peer));
            else if (model.TryAdd(peer, $"{i}"))
                table.Add(peer, $"{i}");
            else
                Assert.Throws<ArgumentException>(() => table.Add(peer, "again"));
            Assert.Equal(model.Count, table.Count);
            var asked = Peer(number = random.Next(60), number % places);
            Assert.Equal(model.GetValueOrDefault(asked), table.TryGet(asked, out var found) ? found : null);
        }
    }

    private static PeerId Peer(int number, int end)
    {
        var bytes = new byte[PeerId.Size];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(12), end);
        return new PeerId(bytes);
    }
}
