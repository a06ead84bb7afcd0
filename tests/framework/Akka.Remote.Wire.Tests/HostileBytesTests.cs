namespace Akka.Remote.Wire.Tests;

using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Akka.Configuration;
using Akka.Remote.Engine;
using Akka.Remote.Wire;
using Xunit.Abstractions;

/// <summary>Whoever reaches the port chooses the serializer, the manifest and the bytes.</summary>
public sealed class HostileBytesTests(BetaSystem beta, ITestOutputHelper output) : IClassFixture<BetaSystem>
{
    private const int Rounds = 60_000;

    private readonly MessageCodec _codec = new(beta.System, beta.Address);

    [Fact(DisplayName = "Damaged bytes, under any serializer and manifest, give a message or a serialization error, and nothing else")]
    public void Damaged()
    {
        const int Seed = 20261;
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        var originals = Originals();
        var (ids, manifests) = (originals.Select(o => o.Id).Distinct().ToArray(), originals.Select(o => o.Manifest).Distinct().ToArray());
        var read = new HashSet<int>();
        var refused = new HashSet<int>();
        for (var i = 0; i < Rounds; i++)
        {
            var (bytes, id, manifest) = originals[random.Next(originals.Count)];
            bytes = Damage(bytes, random);
            id = random.Next(20) == 0 ? ids[random.Next(ids.Length)] : id;
            manifest = random.Next(10) == 0 ? manifests[random.Next(manifests.Length)] : manifest;
            manifest = random.Next(20) == 0 ? Encoding.Latin1.GetString(Damage(Encoding.Latin1.GetBytes(manifest), random)) : manifest;
            try
            {
                _codec.Deserialize(bytes, id, manifest);
                read.Add(id);
            }
            catch (SerializationException)
            {
                refused.Add(id);
            }
            catch (Exception e)
            {
                Assert.Fail($"round {i}: serializer {id}, manifest [{manifest}], bytes {Convert.ToHexString(bytes)}: {e}");
            }
        }

        // Whatever is there was reached, and refuses something.
        Assert.Equal(ids.Order(), read.Order());
        Assert.Equal(ids.Except([4]).Order(), refused.Order());
    }

    [Fact(DisplayName = "A few bytes cost no more memory than a few bytes, whatever they promise")]
    public void Promises()
    {
        const int Seed = 20262;
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        var originals = Originals().Where(o => o.Bytes.Length is > 1 and < 2000).ToList();
        byte[][] lengths = [[0xFF, 0xFF, 0xFF, 0xFF, 0x07], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], [0x80, 0x80, 0x80, 0x40], [0xFF, 0xFF, 0xFF, 0x7F]];
        foreach (var (bytes, id, manifest) in originals)
        {
            Try(bytes, id, manifest);
            for (var i = 0; i < 20; i++)
            {
                var at = random.Next(bytes.Length);
                byte[] promising = [.. bytes[..at], .. lengths[random.Next(lengths.Length)], .. bytes[at..]];
                var before = GC.GetAllocatedBytesForCurrentThread();
                Try(promising, id, manifest);
                var took = GC.GetAllocatedBytesForCurrentThread() - before;
                Assert.True(took < 2_000_000, $"{took} bytes for serializer {id}, manifest [{manifest}], bytes {Convert.ToHexString(promising)}");
            }
        }
    }

    private static byte[] Damage(byte[] original, Random random)
    {
        var bytes = original.ToList();
        for (var n = random.Next(1, 5); n > 0; n--)
        {
            switch (random.Next(5))
            {
                case 0 when bytes.Count > 0:
                    bytes.RemoveRange(random.Next(bytes.Count) is var from ? from : 0, random.Next(1, bytes.Count - from + 1));
                    break;
                case 1:
                    bytes.Insert(random.Next(bytes.Count + 1), (byte)random.Next(256));
                    break;
                case 2 when bytes.Count > 1:
                    var start = random.Next(bytes.Count);
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(start, random.Next(bytes.Count - start)));
                    break;
                case 3 when bytes.Count > 0:
                    bytes[random.Next(bytes.Count)] = (byte)random.Next(256);
                    break;
                default:
                    if (bytes.Count > 0)
                    {
                        bytes[random.Next(bytes.Count)] ^= (byte)(1 << random.Next(8));
                    }

                    break;
            }
        }

        return [.. bytes.Take(100_000)];
    }

    private void Try(byte[] bytes, int id, string manifest)
    {
        try
        {
            _codec.Deserialize(bytes, id, manifest);
        }
        catch (SerializationException)
        {
        }
    }

    private List<(byte[] Bytes, int Id, string Manifest)> Originals()
    {
        var list = new List<(byte[], int, string)>();
        for (var i = 0; i < CapturedFrames.Count; i++)
        {
            var pdu = Pdu.Decode(CapturedFrames.Frame(i).AsSpan(4));
            if (pdu.HasEnvelope)
            {
                list.Add((pdu.Message.ToArray(), pdu.SerializerId, Encoding.UTF8.GetString(pdu.Manifest)));
            }
        }

        object[] ours =
        [
            Kill.Instance, new RemoteWatcher.HeartbeatRsp(7), new RemoteScope(beta.Address), ConfigurationFactory.ParseString("a = [1, { b = c }]"), 1, 2L, "text", new byte[] { 1, 2 },
            new Status.Failure(new ArgumentException("no", new TimeoutException("late")), "state"), new Json(1, "two", [3, 4.5, "six", beta.System.DeadLetters], new Json(0, null, [], null)),
            new Identify(new Json(1, "x", [], null)), new ActorSelectionMessage("m", [new SelectChildName("a"), new SelectChildPattern("b*"), new SelectParent()]),
        ];
        foreach (var message in ours)
        {
            var written = _codec.Serialize(message);
            list.Add((written.Bytes, written.SerializerId, Encoding.UTF8.GetString(written.Manifest)));
        }

        return list;
    }

    public sealed record Json(int Number, string? Text, object[] Anything, Json? Inner);
}
