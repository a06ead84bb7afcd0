namespace Akka.P2P.EndToEnd.Tests;

/// <summary>What is advertised is checked by a call back from the tracker.</summary>
public sealed class AdvertisedAddressTests : IDisposable
{
    private readonly Workspace _space = new();

    public void Dispose() => _space.Dispose();

    [Fact(DisplayName = "An advertised address that nobody can reach is warned of, in one sentence and as an event; what is shared is shared all the same")]
    public async Task Closed_port_is_warned_of()
    {
        var source = _space.WriteFile("shared.bin", 100_000);
        await using var tracker = NodeProcess.Start(_space.Root, "share", source, "--bind", "127.0.0.1:0", "--json");
        var address = (await tracker.EventAsync("sharing")).GetProperty("trackers")[0].GetString()!;
        var closed = $"127.0.0.1:{Workspace.FreePort()}";

        var other = _space.WriteFile("other.bin", 100_000, seed: 2);
        await using var wrong = NodeProcess.Start(
            _space.Root, "share", other, "--tracker", address, "--bind", "127.0.0.1:0", "--advertise", closed, "--json");
        // Either may come first; a share that is interrupted before it shares ends with 130.
        var events = await wrong.EventsAsync("sharing", "unreachable");
        var unreachable = events["unreachable"];

        Assert.Equal(closed, unreachable.GetProperty("address").GetString());
        Assert.Equal(address, unreachable.GetProperty("tracker").GetString());
        wrong.Signal("INT");
        Assert.Equal(0, await wrong.ExitAsync());
        Assert.Equal(
            $"Others can't reach this node at {closed}: say --advertise HOST[:PORT] or open the port.",
            Assert.Single(wrong.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries), l => l.Contains("--advertise", StringComparison.Ordinal)));
        tracker.Signal("INT");
        Assert.Equal(0, await tracker.ExitAsync());
        Assert.DoesNotContain("\"event\":\"unreachable\"", tracker.Output, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "A get with the default address is not warned")]
    public async Task Default_is_reachable()
    {
        var source = _space.WriteFile("shared.bin", 100_000);
        await using var seeder = NodeProcess.Start(_space.Root, "share", source, "--bind", "127.0.0.1:0", "--json");
        var magnet = (await seeder.EventAsync("sharing")).GetProperty("magnet").GetString()!;

        var got = await NodeProcess.RunAsync(_space.Root, "get", magnet, "--to", _space.Folder("target"));

        Assert.True(got.ExitCode == 0, got.Errors);
        Assert.DoesNotContain("--advertise", got.Errors, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "A tracker that is called by another name than the one it advertises can't answer: the message says what to look at")]
    public async Task Another_name()
    {
        var source = _space.WriteFile("shared.bin", 1000);
        await using var seeder = NodeProcess.Start(_space.Root, "share", source, "--bind", "127.0.0.1:0", "--json");
        var tracker = (await seeder.EventAsync("sharing")).GetProperty("trackers")[0].GetString()!;

        var (exitCode, _, errors) = await NodeProcess.RunAsync(
            _space.Root, "list", "--tracker", tracker.Replace("127.0.0.1", "localhost", StringComparison.Ordinal));

        Assert.Equal(4, exitCode);
        Assert.Contains("the very address that it advertises", errors, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "A shared file that changes under the seeder ends the share with 1 and says so, once somebody asks for it")]
    public async Task Changed_source_ends_the_share()
    {
        var source = _space.WriteFile("changing.bin", 3_000_000);
        await using var seeder = NodeProcess.Start(_space.Root, "share", source, "--bind", "127.0.0.1:0", "--json");
        var magnet = (await seeder.EventAsync("sharing")).GetProperty("magnet").GetString()!;
        using (var file = File.OpenWrite(source))
            file.SetLength(1000);

        await using var leecher = NodeProcess.Start(_space.Root, "get", magnet, "--to", _space.Folder("target"), "--bind", "127.0.0.1:0", "--json");

        Assert.Equal(1, await seeder.ExitAsync());
        Assert.Contains("changing.bin", seeder.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_space.Folder("target")).Where(f => Path.GetFileName(f) == "changing.bin"));
    }
}
