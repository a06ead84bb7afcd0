namespace Akka.P2P.EndToEnd.Tests;

using Akka.P2P.Testing;
using Xunit.Abstractions;

public sealed class SmallFilesTests(ITestOutputHelper output) : IDisposable
{
    private const int Files = 3000;
    private readonly Workspace _space = new();

    public void Dispose() => _space.Dispose();

    [Fact(DisplayName = "Three thousand small files in nested folders, empty ones among them, arrive as they are")]
    public async Task Small_files_arrive()
    {
        var seed = TestSeed.Print(output);
        var source = Plant(seed.Random());
        await using var seeder = NodeProcess.Start(_space.Root, "share", source, "--bind", "127.0.0.1:0", "--json");
        var magnet = (await seeder.EventAsync("sharing")).GetProperty("magnet").GetString()!;

        var target = _space.Folder("target");
        await using var leecher = NodeProcess.Start(_space.Root, "get", magnet, "--to", target, "--bind", "127.0.0.1:0", "--json");
        var done = await leecher.EventAsync("done");

        Assert.True(await leecher.ExitAsync() == 0, $"seed {seed}\n{leecher}");
        Assert.True(done.GetProperty("verified").GetBoolean(), $"seed {seed}");
        Assert.Equal(["tree"], Directory.EnumerateFileSystemEntries(target).Select(Path.GetFileName));
        AssertSame(source, Path.Combine(target, "tree"), seed);
    }

    private string Plant(Random random)
    {
        var root = _space.Folder("tree");
        var folders = new List<string> { root };
        for (var i = 0; i < Files; i++)
        {
            if (i % 50 == 0)
                folders.Add(Directory.CreateDirectory(Path.Combine(folders[random.Next(folders.Count)], $"folder {i}")).FullName);
            // One in four is empty or nearly so.
            var bytes = new byte[random.Next(4) == 0 ? random.Next(3) : random.Next(3 * 1024 + 1)];
            random.NextBytes(bytes);
            // Every folder gets one at least: a folder without files is no part of a torrent.
            File.WriteAllBytes(Path.Combine(i % 50 == 0 ? folders[^1] : folders[random.Next(folders.Count)], $"file {i}.bin"), bytes);
        }

        return root;
    }

    private static void AssertSame(string expected, string actual, TestSeed seed)
    {
        var files = Relative(expected);
        Assert.Equal(Files, files.Count);
        Assert.True(files.SequenceEqual(Relative(actual)), $"seed {seed}: the names differ");
        foreach (var file in files)
        {
            Assert.True(
                File.ReadAllBytes(Path.Combine(expected, file)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(actual, file))),
                $"seed {seed}: {file} differs");
        }
    }

    private static List<string> Relative(string root) =>
        [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(root, f)).Order(StringComparer.Ordinal)];
}
