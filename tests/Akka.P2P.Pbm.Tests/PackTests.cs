namespace Akka.P2P.Pbm.Tests;

using System.Diagnostics;
using System.IO.Compression;
using Akka.P2P.Testing;

public sealed class PackTests
{
    [Fact(DisplayName = "pbm packs as a tool of .NET's, under an id of ours, with all it needs and no Akka, and runs from the package")]
    public async Task Packs()
    {
        using var folder = new TempFolder();
        // …/artifacts/FLAVOUR/bin/PROJECT/CONFIGURATION: what was built for these tests is what is packed.
        var parts = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar).Split(Path.DirectorySeparatorChar);
        var (configuration, flavour) = (parts[^1], parts[^4]);
        var project = Path.Combine(Docs.Root, "src", "Akka.P2P.Pbm");
        var packed = await RunAsync("pack", project, "--no-build", "-c", configuration, $"-p:AkkaFlavor={flavour}", "-o", folder.Path, "--nologo");
        Assert.True(packed.ExitCode == 0, packed.Output);

        var package = Assert.Single(Directory.GetFiles(folder.Path, "*.nupkg"));
        Assert.StartsWith("Akka.P2P.Pbm.", Path.GetFileName(package), StringComparison.Ordinal);
        ZipFile.ExtractToDirectory(package, folder["unpacked"]);
        var tool = Directory.GetParent(Directory.GetFiles(folder["unpacked"], "pbm.dll", SearchOption.AllDirectories).Single())!.FullName;
        Assert.Contains("Name=\"pbm\"", File.ReadAllText(Path.Combine(tool, "DotnetToolSettings.xml")), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(tool, "Petabridge.Cmd.Common.dll")));
        Assert.Empty(Directory.GetFiles(tool, "Akka*.dll"));

        var ran = await RunAsync(Path.Combine(tool, "pbm.dll"), "help");
        Assert.Equal(0, ran.ExitCode);
        Assert.Contains("--token-file", ran.Output, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // The runner's own MSBuild variables would steer a build that we start.
        foreach (var name in start.Environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }
}
