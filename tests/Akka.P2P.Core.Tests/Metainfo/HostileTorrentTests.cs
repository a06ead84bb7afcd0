namespace Akka.P2P.Core.Tests.Metainfo;

using System.Globalization;
using System.Text;
using Akka.P2P.Core.Metainfo;

public sealed class HostileTorrentTests
{
    private const string Root = "32:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    [Theory(DisplayName = "Seed fault: `../` in names is not refused. Ours refuse it, and every other name that could do harm, with the reason")]
    [InlineData("..", "another folder")]
    [InlineData(".", "another folder")]
    [InlineData("../x", "'/'")]
    [InlineData("..\\x", "'\\'")]
    [InlineData("\\\\host\\share", "'\\'")]
    [InlineData("a/b", "'/'")]
    [InlineData("/etc", "'/'")]
    [InlineData("a\\b", "'\\'")]
    [InlineData("C:", "':'")]
    [InlineData("a\u0000b", "control character")]
    [InlineData("a\nb", "control character")]
    [InlineData("exe.\u202egpj", "control character")]
    [InlineData("CON", "device")]
    [InlineData("nul.txt", "device")]
    [InlineData("Com1 .x", "device")]
    [InlineData("a.", "ends in a dot")]
    [InlineData("a\u007f", "control character")]
    [InlineData("a\u0085b", "control character")]
    [InlineData("\u200fa", "control character")]
    [InlineData("a\u2066b", "control character")]
    [InlineData("a\u2028b", "control character")]
    [InlineData("LPT9", "device")]
    [InlineData("conin$", "device")]
    [InlineData("com¹.txt", "device")]
    [InlineData("...", "ends in a dot")]
    [InlineData("a ", "ends in a dot")]
    [InlineData("a?", "'?'")]
    public void Names_that_could_do_harm_are_refused_wherever_they_stand(string name, string why)
    {
        Assert.Contains(why, SafeName.Problem(name), StringComparison.Ordinal);
        Refused(Info(Tree("ok"), name), why);
        Refused(Info(Tree(name), "x"), why);
        Refused(Info($"d1:ad{Text(name)}d0:d6:lengthi0eeeee", "x"), why);
        Assert.Throws<MetainfoException>(() => MetainfoBuilder.Folder("x", 16384, [HashedFile.FromContent(["d", name], [1], 16384)]));
    }

    [Fact]
    public void Names_longer_than_255_bytes_and_empty_ones_are_refused()
    {
        Assert.Null(SafeName.Problem(new string('é', 127)));
        Assert.Contains("255 bytes", SafeName.Problem(new string('é', 128)), StringComparison.Ordinal);
        Assert.Contains("empty", SafeName.Problem(""), StringComparison.Ordinal);
        Assert.Contains("not Unicode", SafeName.Problem("a\ud800"), StringComparison.Ordinal);
        Refused(Info(Tree("ok"), ""), "empty");
    }

    [Theory]
    [InlineData("ünï 日本 😀.tar.gz")]
    [InlineData(".hidden")]
    [InlineData("console.log")]
    [InlineData("a..b")]
    [InlineData("COM10")]
    public void Ordinary_names_are_fine(string name) => Assert.Null(SafeName.Problem(name));

    [Fact]
    public void Names_that_differ_in_case_alone_are_refused_and_both_are_named()
    {
        Refused(Info("d1:A" + File(0) + "1:a" + File(0) + "e", "x"), "'A' and 'a'");
        var problem = SafePath.Problem([["d", "x"], ["D", "y"]]);
        Assert.Contains("'d' and 'D'", problem, StringComparison.Ordinal);
        Assert.Contains("two things", SafePath.Problem([["d"], ["d", "y"]]), StringComparison.Ordinal);
        Assert.Contains("two things", SafePath.Problem([["d"], ["d"]]), StringComparison.Ordinal);
        Assert.Null(SafePath.Problem([["d", "x"], ["d", "y"], ["x"]]));
    }

    [Theory(DisplayName = "Names that are one on a system that composes characters are refused, and both are named")]
    [InlineData("caf\u00e9", "cafe\u0301", "composed")]
    [InlineData("\u1e69", "s\u0307\u0323", "composed")]
    [InlineData("\u212b", "\u00c5", "composed")]
    [InlineData("\ud55c\uae00", "\u1112\u1161\u11ab\u1100\u1173\u11af", "composed")]
    [InlineData("\u1f84", "\u03b1\u0313\u0301\u0345", "composed")]
    [InlineData("\ud804\udc9a", "\ud804\udc99\ud804\udcba", "composed")]
    [InlineData("CAF\u00c9", "cafe\u0301", "case alone")]
    [InlineData("\u00c9", "\u00e9", "case alone")]
    [InlineData("\u0416", "\u0436", "case alone")]
    public void Names_that_some_system_takes_for_one_are_refused(string one, string other, string why)
    {
        foreach (var paths in (string[][][])[[["d", one], ["d", other]], [[one, "x"], [other, "y"]], [[one], [other, "y"]]])
        {
            Assert.Contains(why, SafePath.Problem(paths), StringComparison.Ordinal);
            Assert.Contains($"'{one}'", SafePath.Problem(paths), StringComparison.Ordinal);
            Assert.Contains($"'{other}'", SafePath.Problem(paths), StringComparison.Ordinal);
        }

        var inOrder = new[] { one, other }.OrderBy(Encoding.UTF8.GetBytes, Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b))).ToArray();
        Refused(Info($"d{Text(inOrder[0])}{File(0)}{Text(inOrder[1])}{File(0)}e", "x"), why);
    }

    [Theory(DisplayName = "Names that only look alike are two names")]
    [InlineData("\u0065", "\u0435")]
    [InlineData("a\u0323\u0307", "a\u0307\u0307")]
    [InlineData("\ufb01", "fi")]
    [InlineData("\u00e9", "e")]
    public void Names_that_look_alike_are_two(string one, string other) => Assert.Null(SafePath.Problem([[one], [other]]));

    [Fact]
    public void Trees_that_are_no_trees_are_refused()
    {
        Refused(Info("de", "x"), "no files");
        Refused(Info("d1:adee", "x"), "'a' is empty");
        Refused(Info("d0:d6:lengthi0eee", "x"), "no name");
        Refused(Info("d1:ad0:d6:lengthi0ee1:bd0:d6:lengthi0eeeee", "x"), "both a file and a folder");
        Refused(Info("d1:a" + File(1, root: false) + "e", "x"), "no pieces root");
        Refused(Info($"d1:ad0:d6:lengthi0e11:pieces root{Root}eee", "x"), "root without any byte");
        Refused(Info("d1:ad0:d6:lengthi-1eeee", "x"), "no sensible length");
        Refused(Info($"d1:ad0:d6:lengthi{long.MaxValue}e11:pieces root{Root}eeee", "x"), "no sensible length");
        Refused(Info("d1:ad0:d4:attr1:l6:lengthi0eeeee", "x"), "'a' is a symbolic link");
        Refused(Info("d1:ad0:d4:attr2:xp6:lengthi0eeeee", "x"), "'a' is a pad file");
        Refused(Info("d2:\u00ff\u00feed0:d6:lengthi0eeee", "x", Encoding.Latin1), "not UTF-8");
        Refused(Info(string.Concat(Enumerable.Repeat("d1:a", 40)) + "i1e" + new string('e', 40), "x"), "nested");
    }

    [Theory(DisplayName = "An executable file carries attr = x, hidden and unknown letters are ignored")]
    [InlineData("x", true)]
    [InlineData("hx", true)]
    [InlineData("h", false)]
    [InlineData("qz", false)]
    [InlineData("", false)]
    public void Of_attr_only_x_is_heeded(string attr, bool executable)
    {
        var info = Info($"d1:ad0:d4:attr{Text(attr)}6:lengthi0eeee", "d");

        var file = Assert.Single(TorrentInfo.Parse(Encoding.UTF8.GetBytes(info)).Files);

        Assert.Equal(executable, file.IsExecutable);
    }

    [Fact(DisplayName = "The executable bit is part of the id, of an empty file and of a bare one too, and survives writing and reading")]
    public void The_bit_is_written_and_read()
    {
        foreach (var length in (int[])[0, 5, 100_000])
        {
            var plain = HashedFile.FromContent(["run"], new byte[length], 16384);
            var built = MetainfoBuilder.File(plain with { IsExecutable = true }, 16384);
            var read = MetainfoReader.Read(MetainfoWriter.Write(built)).Metainfo;

            Assert.NotEqual(MetainfoBuilder.File(plain, 16384).Id, built.Id);
            Assert.Equal(built.Id, read.Id);
            Assert.True(Assert.Single(read.Files).IsExecutable);
            Assert.Contains("4:attr1:x6:length", Encoding.Latin1.GetString(built.InfoBytes.Span), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Version_1_torrents_and_magnets_are_refused_in_plain_words()
    {
        var fault = Assert.Throws<MetainfoException>(() => MetainfoReader.Read(Encoding.ASCII.GetBytes(
            "d4:infod6:lengthi5e4:name1:x12:piece lengthi16384e6:pieces20:aaaaaaaaaaaaaaaaaaaaee")));
        Assert.Contains("BitTorrent v1", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_hybrid_the_second_half_is_read_and_the_id_is_that_of_all_its_bytes()
    {
        var plain = MetainfoBuilder.File(HashedFile.FromContent(["x"], [1, 2, 3], 16384), 16384);
        var text = Encoding.Latin1.GetString(plain.InfoBytes.Span);
        var hybrid = text[..^1] + "6:pieces20:aaaaaaaaaaaaaaaaaaaae";
        var bytes = Encoding.Latin1.GetBytes("d4:info" + hybrid + "12:piece layersdee");

        var read = MetainfoReader.Read(bytes).Metainfo;

        Assert.Equal(Sha256Digest.Of(Encoding.Latin1.GetBytes(hybrid)).ToString(), read.Id.ToString());
        Assert.NotEqual(plain.Id, read.Id);
        Assert.True(new ChunkVerifier(read).VerifyContent(read.Grid.At(0), [1, 2, 3]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(8192)]
    [InlineData(16385)]
    [InlineData(48 * 1024)]
    [InlineData(128L * 1024 * 1024)]
    [InlineData(long.MaxValue)]
    public void Piece_lengths_out_of_range_are_refused(long length) => Refused(
        Info(Tree("a"), "x").Replace("piece lengthi16384e", $"piece lengthi{length}e", StringComparison.Ordinal), "power of two");

    [Fact]
    public void More_chunks_than_can_be_checked_are_refused_before_memory_is_spent() =>
        Refused(Info($"d1:ad0:d6:lengthi{1L << 50}e11:pieces root{Root}eee", "x"), "chunks; at most");

    [Fact]
    public void Layers_that_are_missing_short_or_wrong_are_refused()
    {
        var content = new byte[100_000];
        var good = MetainfoBuilder.File(HashedFile.FromContent(["x"], content, 16384), 16384);
        var info = good.Info;
        var root = info.Files[0].PiecesRoot!.Value;
        var layer = good.LayerOf(info.Files[0]).ToArray().SelectMany(h => h.ToArray()).ToArray();
        Assert.Contains("missing", Fault([]).Message, StringComparison.Ordinal);
        Assert.Contains("192 bytes instead of 224", Fault(layer[..^32]).Message, StringComparison.Ordinal);
        layer[40] ^= 1;
        Assert.Contains("does not lead", Fault(layer).Message, StringComparison.Ordinal);

        MetainfoException Fault(byte[] bytes) => Assert.Throws<MetainfoException>(() => Metainfo.Verify(
            info, bytes.Length == 0 ? new Dictionary<Sha256Digest, ReadOnlyMemory<byte>>() : new Dictionary<Sha256Digest, ReadOnlyMemory<byte>> { [root] = bytes }));
    }

    [Fact]
    public void Empty_torrents_are_allowed()
    {
        var file = MetainfoBuilder.File(HashedFile.FromContent(["nothing"], [], 262144), 262144);
        var folder = MetainfoBuilder.Folder("d", 262144, [HashedFile.FromContent(["a"], [], 262144), HashedFile.FromContent(["b", "c"], [], 262144)]);
        foreach (var metainfo in (Metainfo[])[file, folder])
        {
            var read = MetainfoReader.Read(MetainfoWriter.Write(metainfo)).Metainfo;
            Assert.Equal(metainfo.Id, read.Id);
            Assert.Equal(0, read.TotalLength);
            Assert.Equal(0, read.Grid.Count);
            Assert.All(read.Files, f => Assert.Null(f.PiecesRoot));
        }
    }

    [Fact]
    public void Hints_around_the_info_are_kept_and_change_no_id()
    {
        var metainfo = MetainfoBuilder.File(HashedFile.FromContent(["x"], [1], 16384), 16384);
        var created = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
        var bytes = MetainfoWriter.Write(new TorrentFile(metainfo, ["akka.tcp://p2p@a:1", "udp://b"], "akka-p2p", created));

        var read = MetainfoReader.Read(bytes);

        Assert.Equal(metainfo.Id, read.Metainfo.Id);
        Assert.Equal(["akka.tcp://p2p@a:1", "udp://b"], read.Trackers.ToArray());
        Assert.Equal(("akka-p2p", created), (read.CreatedBy, read.CreatedAt!.Value));
    }

    private static string Text(string text) =>
        Encoding.UTF8.GetByteCount(text).ToString(CultureInfo.InvariantCulture) + ":" + text;

    private static string File(int length, bool root = true) =>
        $"d0:d6:lengthi{length}e{(root && length > 0 ? "11:pieces root" + Root : "")}ee";

    private static string Tree(string name) => $"d{Text(name)}{File(0)}e";

    private static string Info(string tree, string name, Encoding? encoding = null) =>
        (encoding is null ? "" : "\u0001") + $"d9:file tree{tree}12:meta versioni2e4:name{Text(name)}12:piece lengthi16384ee";

    private static void Refused(string info, string why)
    {
        // A leading mark says that the text stands for raw bytes.
        var bytes = info[0] == '\u0001' ? Encoding.Latin1.GetBytes(info[1..]) : Encoding.UTF8.GetBytes(info);
        var fault = Assert.Throws<MetainfoException>(() => TorrentInfo.Parse(bytes));
        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
    }
}
