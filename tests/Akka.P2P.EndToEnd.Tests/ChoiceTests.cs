namespace Akka.P2P.EndToEnd.Tests;

/// <summary>Some files of a torrent only, what lies there already, and what was got elsewhere.</summary>
public sealed class ChoiceTests : IDisposable
{
    private readonly Workspace _space = new();

    public void Dispose() => _space.Dispose();

    [Fact(DisplayName = "get --only takes the files that fit, and the rest comes later beside them; a get of what is there fetches nothing; who has a part serves it")]
    public async Task Only()
    {
        var source = Model();
        await using var seeder = NodeProcess.Start(_space.Root, "share", source, "--bind", "127.0.0.1:0", "--json");
        var sharing = await seeder.EventAsync("sharing");
        var magnet = sharing.GetProperty("magnet").GetString()!;
        var tracker = sharing.GetProperty("trackers")[0].GetString()!;
        var target = _space.Folder("target");
        string[] get = ["get", magnet, "--to", target, "--bind", "127.0.0.1:0"];

        var wrong = await NodeProcess.RunAsync(_space.Root, [.. get, "--only", "*.bin"]);
        Assert.Equal(2, wrong.ExitCode);
        Assert.Equal("Nothing in model matches '*.bin'; its files are config.json, weights/0.bin, weights/1.bin.", wrong.Errors.TrimEnd().Split('\n')[^1]);
        Assert.Equal(2, (await NodeProcess.RunAsync(_space.Root, [.. get, "--only", "../x"])).ExitCode);
        Assert.DoesNotContain("model", string.Join(' ', Directory.EnumerateFileSystemEntries(target)), StringComparison.Ordinal);

        var port = Workspace.FreePort();
        await using (var some = NodeProcess.Start(
            _space.Root, [.. get[..^1], $"127.0.0.1:{port}", "--only", "*.json", "--only", "weights/1*", "--sequential", "--seed", "--json"]))
        {
            var done = await some.EventAsync("done");
            Assert.Equal((1_000_100, Path.Combine(target, "model")), (done.GetProperty("bytes").GetInt64(), done.GetProperty("path").GetString()));
            Assert.Equal(["config.json", "weights/1.bin"], Files(target));

            // It serves what it has, and the tracker counts it among those that lack something.
            var listed = await NodeProcess.RunAsync(_space.Root, "list", "--tracker", tracker, "--json");
            Assert.Contains("\"seeders\":1,\"leechers\":1", listed.Output, StringComparison.Ordinal);
            seeder.Signal("KILL");
            await seeder.ExitAsync();
            var second = await NodeProcess.RunAsync(
                _space.Root, "get", $"{magnet.Split('&')[0]}&x.pe=127.0.0.1:{port}", "--to", _space.Folder("second"), "--only", "weights/1.bin", "--bind", "127.0.0.1:0");
            Assert.True(second.ExitCode == 0, second.Errors);
            Assert.Equal(Workspace.IndependentHash(_space.In("model", "weights", "1.bin")), Workspace.IndependentHash(_space.In("second", "model", "weights", "1.bin")));
            some.Signal("INT");
            Assert.Equal(0, await some.ExitAsync());
        }

        await using var seederAgain = NodeProcess.Start(_space.Root, "share", source, "--bind", "127.0.0.1:0", "--json");
        get[1] = (await seederAgain.EventAsync("sharing")).GetProperty("magnet").GetString()!;
        await using (var rest = NodeProcess.Start(_space.Root, [.. get, "--json"]))
        {
            var done = await rest.EventAsync("done");
            Assert.Equal((3_000_100, 1_000_100), (done.GetProperty("bytes").GetInt64(), done.GetProperty("found").GetInt64()));
            Assert.Equal(0, await rest.ExitAsync());
        }

        Assert.Equal(["config.json", "weights/0.bin", "weights/1.bin"], Files(target));
        Assert.Equal(["model"], Directory.EnumerateFileSystemEntries(target).Select(Path.GetFileName));
        foreach (var file in Files(target))
            Assert.Equal(Workspace.IndependentHash(Path.Combine(source, file)), Workspace.IndependentHash(Path.Combine(target, "model", file)));

        var again = await NodeProcess.RunAsync(_space.Root, [.. get]);
        Assert.Equal(0, again.ExitCode);
        Assert.Contains($"{Path.Combine(target, "model")} is there already, 2.86 MiB verified.", again.Output, StringComparison.Ordinal);
        Assert.Equal(["model"], Directory.EnumerateFileSystemEntries(target).Select(Path.GetFileName));
    }

    [Fact(DisplayName = "What was got elsewhere joins the swarm: get into a folder with a damaged copy fetches only the difference, and share of a copy is one more seeder of the same id")]
    public async Task Import()
    {
        var source = _space.WriteFile("image.bin", 8_000_000);
        await using var seeder = NodeProcess.Start(_space.Root, "share", source, "--bind", "127.0.0.1:0", "--json");
        var sharing = await seeder.EventAsync("sharing");
        var (magnet, tracker) = (sharing.GetProperty("magnet").GetString()!, sharing.GetProperty("trackers")[0].GetString()!);
        var target = _space.Folder("target");
        var copy = Path.Combine(target, "image.bin");
        var bytes = await File.ReadAllBytesAsync(source);
        bytes[4_000_000] ^= 1;
        await File.WriteAllBytesAsync(copy, bytes);

        await using (var leecher = NodeProcess.Start(_space.Root, "get", magnet, "--to", target, "--bind", "127.0.0.1:0", "--json"))
        {
            var done = await leecher.EventAsync("done");
            Assert.Equal(0, await leecher.ExitAsync());
            var found = done.GetProperty("found").GetInt64();
            Assert.True(found is > 6_000_000 and < 8_000_000, $"{found} bytes were taken over");
            Assert.Equal(8_000_000 - found, done.GetProperty("leechers")[0].GetProperty("sources").EnumerateObject().Sum(s => s.Value.GetInt64()));
        }

        Assert.Equal(Workspace.IndependentHash(source), Workspace.IndependentHash(Path.Combine(target, "image (1).bin")));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(copy));

        Directory.CreateDirectory(_space.In("elsewhere"));
        File.Copy(source, _space.In("elsewhere", "image.bin"));
        await using var second = NodeProcess.Start(
            _space.Root, "share", _space.In("elsewhere", "image.bin"), "--tracker", tracker, "--bind", "127.0.0.1:0", "--json");
        Assert.Equal(sharing.GetProperty("id").GetString(), (await second.EventAsync("sharing")).GetProperty("id").GetString());
        var listed = await NodeProcess.RunAsync(_space.Root, "list", "--tracker", tracker, "--json");
        Assert.Contains("\"seeders\":2", listed.Output, StringComparison.Ordinal);
    }

    private string Model()
    {
        Directory.CreateDirectory(_space.In("model", "weights"));
        File.WriteAllText(_space.In("model", "config.json"), new string('x', 100));
        _space.WriteFile("model/weights/0.bin", 2_000_000, seed: 1);
        _space.WriteFile("model/weights/1.bin", 1_000_000, seed: 2);
        return _space.In("model");
    }

    private static string[] Files(string target) =>
        [.. Directory.EnumerateFiles(Path.Combine(target, "model"), "*", SearchOption.AllDirectories)
            .Select(p => Path.GetRelativePath(Path.Combine(target, "model"), p)).Order(StringComparer.Ordinal)];
}
