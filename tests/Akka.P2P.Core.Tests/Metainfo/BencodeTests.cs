namespace Akka.P2P.Core.Tests.Metainfo;

using System.Text;
using Akka.P2P.Core.Metainfo;
using FsCheck;
using FsCheck.Fluent;

public sealed class BencodeTests
{
    private static readonly BencodeLimits Limits = new(10_000, 16, 200, 1000);

    [Fact]
    public void What_is_written_is_read_back_and_written_the_same()
    {
        Prop.ForAll(Values(3).ToArbitrary(), value =>
        {
            var writer = new BencodeWriter();
            Write(writer, value);
            var bytes = writer.Written.ToArray();
            var reader = new BencodeReader(bytes, BencodeLimits.Torrent);
            var again = new BencodeWriter();
            Write(again, Read(ref reader));
            reader.ExpectEnd();
            return again.Written.Span.SequenceEqual(bytes);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("i", 1)]
    [InlineData("ie", 1)]
    [InlineData("i-e", 2)]
    [InlineData("i-0e", 4)]
    [InlineData("i01e", 2)]
    [InlineData("i-01e", 3)]
    [InlineData("i9223372036854775808e", 21)]
    [InlineData("i-9223372036854775809e", 22)]
    [InlineData("i99999999999999999999999e", 20)]
    [InlineData("i1", 2)]
    [InlineData("i1x", 2)]
    [InlineData("3:ab", 0)]
    [InlineData("03:abc", 1)]
    [InlineData("1001:a", 0)]
    [InlineData("99999999999999999999:", 19)]
    [InlineData("l", 1)]
    [InlineData("d", 1)]
    [InlineData("di1ei2ee", 1)]
    [InlineData("d1:b0:1:a0:e", 6)]
    [InlineData("d1:a0:1:a0:e", 6)]
    [InlineData("d1:ae", 4)]
    [InlineData("e", 0)]
    [InlineData("x", 0)]
    [InlineData("i1ei2e", 3)]
    [InlineData("llllllllllllllllleeeeeeeeeeeeeeeee", 16)]
    public void Anything_but_the_one_way_to_write_a_value_is_refused_with_its_position(string text, int position)
    {
        var fault = Assert.Throws<MetainfoException>(() =>
        {
            var reader = new BencodeReader(Encoding.Latin1.GetBytes(text), Limits);
            reader.Skip();
            reader.ExpectEnd();
        });

        Assert.Equal(position, fault.Position);
    }

    [Theory]
    [InlineData("i0e", 0)]
    [InlineData("i-1e", -1)]
    [InlineData("i9223372036854775807e", long.MaxValue)]
    [InlineData("i-9223372036854775808e", long.MinValue)]
    public void Integers_have_64_bits(string text, long expected)
    {
        var reader = new BencodeReader(Encoding.ASCII.GetBytes(text), Limits);
        Assert.Equal(expected, reader.ReadInteger());
    }

    [Fact]
    public void Too_many_values_and_too_long_an_input_are_refused()
    {
        var many = Encoding.ASCII.GetBytes("l" + string.Concat(Enumerable.Repeat("i1e", 200)) + "e");
        Assert.Contains("more than 200 values", Fault(many).Message, StringComparison.Ordinal);
        Assert.Contains("10001 bytes", Fault(new byte[10_001]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_are_ordered_by_their_bytes_not_by_their_characters()
    {
        // U+FF5E is before U+1F600 in UTF-8, and after it in UTF-16.
        var writer = new BencodeWriter();
        writer.StartDictionary();
        writer.WriteKey("\uff5e"u8);
        writer.WriteInteger(1);
        writer.WriteKey("😀"u8);
        writer.WriteInteger(2);
        writer.End();
        var reader = new BencodeReader(writer.Written.Span, Limits);
        reader.Skip();
        reader.ExpectEnd();

        var wrong = new BencodeWriter();
        wrong.StartDictionary();
        wrong.WriteKey("😀"u8);
        wrong.WriteInteger(2);
        Assert.Throws<InvalidOperationException>(() => wrong.WriteKey("\uff5e"u8));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void A_torrent_changed_by_chance_is_read_or_refused_and_nothing_else(int seed)
    {
        var random = new Random(seed);
        var names = Bep52Vector.AllNames;
        var refused = 0;
        for (var run = 0; run < 600; run++)
        {
            var bytes = Mutate(Bep52Vector.Of(names[random.Next(names.Length)]).Torrent, random);
            try
            {
                MetainfoReader.Read(bytes);
            }
            catch (MetainfoException)
            {
                refused++;
            }
        }

        Assert.True(refused > 300, $"seed {seed}: only {refused} were refused");
    }

    internal static byte[] Mutate(byte[] bytes, Random random)
    {
        var list = bytes.ToList();
        for (var edits = random.Next(1, 4); edits > 0 && list.Count > 0; edits--)
        {
            var at = random.Next(list.Count);
            switch (random.Next(5))
            {
                case 0:
                    list[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    list[at] = "ilde0123456789:-"u8[random.Next(16)];
                    break;
                case 2:
                    list.RemoveRange(at, random.Next(list.Count - at));
                    break;
                case 3:
                    list.InsertRange(at, list.GetRange(at, random.Next(int.Min(50, list.Count - at))));
                    break;
                default:
                    list.Insert(at, "ilde0123456789:-"u8[random.Next(16)]);
                    break;
            }
        }

        return [.. list];
    }

    private static MetainfoException Fault(byte[] bytes) => Assert.Throws<MetainfoException>(() =>
    {
        var reader = new BencodeReader(bytes, Limits);
        reader.Skip();
    });

    private static Gen<object> Values(int depth)
    {
        var leaves = Gen.OneOf(
            ArbMap.Default.GeneratorFor<long>().Select(n => (object)n),
            ArbMap.Default.GeneratorFor<byte[]>().Select(b => (object)(b ?? [])));
        if (depth == 0)
            return leaves;
        var inner = Values(depth - 1);
        var pairs = from key in ArbMap.Default.GeneratorFor<string>()
                    from value in inner
                    select (key ?? "", value);
        return Gen.OneOf(
            leaves,
            inner.ListOf().Select(l => (object)l.Take(6).ToList()),
            pairs.ListOf().Select(l => (object)l.Take(6).DistinctBy(p => Convert.ToHexString(Encoding.UTF8.GetBytes(p.Item1)))
                .OrderBy(p => Convert.ToHexString(Encoding.UTF8.GetBytes(p.Item1)), StringComparer.Ordinal).ToList()));
    }

    private static void Write(BencodeWriter writer, object value)
    {
        switch (value)
        {
            case long number:
                writer.WriteInteger(number);
                break;
            case byte[] bytes:
                writer.WriteBytes(bytes);
                break;
            case List<object> list:
                writer.StartList();
                list.ForEach(v => Write(writer, v));
                writer.End();
                break;
            case List<(string Key, object Value)> pairs:
                writer.StartDictionary();
                foreach (var (key, inner) in pairs)
                {
                    writer.WriteKey(Encoding.UTF8.GetBytes(key));
                    Write(writer, inner);
                }

                writer.End();
                break;
        }
    }

    private static object Read(ref BencodeReader reader)
    {
        switch (reader.Peek())
        {
            case BencodeKind.Number:
                return reader.ReadInteger();
            case BencodeKind.Bytes:
                return reader.ReadBytes().ToArray();
            case BencodeKind.List:
                var list = new List<object>();
                reader.EnterList();
                while (reader.NextItem())
                    list.Add(Read(ref reader));
                return list;
            default:
                var pairs = new List<(string, object)>();
                reader.EnterDictionary();
                while (reader.NextKey(out var key))
                    pairs.Add((Encoding.UTF8.GetString(key), Read(ref reader)));
                return pairs;
        }
    }
}
