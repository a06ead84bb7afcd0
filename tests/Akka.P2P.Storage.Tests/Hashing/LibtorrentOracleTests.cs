namespace Akka.P2P.Storage.Tests.Hashing;

using System.Globalization;
using Akka.P2P.Storage.Hashing;
using Akka.P2P.Testing;
using Xunit.Abstractions;
using TempFolder = Akka.P2P.Storage.Tests.TempFolder;

public sealed class LibtorrentOracleTests(ITestOutputHelper output) : IDisposable
{
    /// <summary>How many trees are compared; more than a run of all tests has time for are asked for by this variable.</summary>
    private const string Variable = "P2P_ORACLE_TREES";

    private const UnixFileMode Plain = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    private static readonly string[] Names =
        ["a", "B", "file.tar.gz", ".hidden", "two words", "ünï", "日本.dat", "😀", "\uffee", "e\u0301", "a..b", "x-1_2", "ß", "Ω", "(1)", "#", "~", "%41"];

    private static readonly int[] Sizes =
        [0, 1, 16_383, 16_384, 16_385, 32_768, 49_152, 65_535, 65_536, 65_537, 131_072, 262_143, 262_144, 262_145, 524_288, 1_000_001];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [LibtorrentFact(DisplayName = "S2.103 S2.104 Random trees have the ids that libtorrent gives them")]
    public async Task Random_trees_have_libtorrents_ids()
    {
        var seed = TestSeed.Print(output);
        var count = int.Parse(Environment.GetEnvironmentVariable(Variable) ?? "20", CultureInfo.InvariantCulture);
        var random = seed.Random();
        foreach (var batch in Enumerable.Range(0, count).Chunk(20))
        {
            var chunkLength = 16_384 << random.Next(6);
            var roots = batch.Select(i => Make($"{i}", random)).ToArray();
            var theirs = await Libtorrent.IdsAsync(roots, chunkLength);
            foreach (var (root, id) in roots.Zip(theirs))
            {
                var ours = await new TorrentHasher(2).HashAsync(root, chunkLength, null, default);
                Assert.True(id == ours.Metainfo.Id.ToString(), $"seed {seed}, {root}, chunks of {chunkLength}: {Describe(ours)}");
                if (Directory.Exists(root))
                    Directory.Delete(root, recursive: true);
                else
                    File.Delete(root);
            }
        }

        output.WriteLine($"{count} trees have the same id");
    }

    private static string Describe(HashedTorrent hashed) =>
        string.Join(", ", hashed.Metainfo.Files.Select(f => $"{f}{(f.IsExecutable ? " x" : "")}"));

    private string Make(string number, Random random)
    {
        var parent = Directory.CreateDirectory(_folder[number]).FullName;
        var root = Path.Combine(parent, Names[random.Next(Names.Length)]);
        if (random.Next(6) == 0)
        {
            // libtorrent makes no torrent without a byte in it.
            MakeFile(root, int.Max(1, Sizes[random.Next(Sizes.Length)]), random);
            return root;
        }

        Directory.CreateDirectory(root);
        MakeFile(Path.Combine(root, "first"), 1 + random.Next(40_000), random);
        Fill(root, depth: 0, random);
        Link(root, random);
        return root;
    }

    private static void Fill(string folder, int depth, Random random)
    {
        foreach (var name in Names.OrderBy(_ => random.Next()).Take(random.Next(6)).ToList())
        {
            var path = Path.Combine(folder, name);
            if (depth < 4 && random.Next(3) == 0)
                Fill(Directory.CreateDirectory(path).FullName, depth + 1, random);
            else
                MakeFile(path, Sizes[random.Next(Sizes.Length)], random);
        }
    }

    private static void MakeFile(string path, int size, Random random)
    {
        var content = new byte[size];
        random.NextBytes(content);
        File.WriteAllBytes(path, content);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, Plain | (random.Next(3) == 0 ? UnixFileMode.UserExecute : 0) | (random.Next(4) == 0 ? UnixFileMode.OtherExecute : 0));
    }

    // To files, and to folders that have no link in them: what is inside is there twice.
    private static void Link(string root, Random random)
    {
        var files = Directory.GetFiles(root, "*", SearchOption.AllDirectories);
        var folders = Directory.GetDirectories(root, "*", SearchOption.AllDirectories);
        for (var i = random.Next(3); i > 0; i--)
            File.CreateSymbolicLink(Path.Combine(root, $"link-{i}"), Path.GetRelativePath(root, files[random.Next(files.Length)]));
        if (folders.Length > 0 && random.Next(2) == 0)
            Directory.CreateSymbolicLink(Path.Combine(root, "link-folder"), Path.GetRelativePath(root, folders[random.Next(folders.Length)]));
    }
}
