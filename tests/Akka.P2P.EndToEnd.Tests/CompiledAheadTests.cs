namespace Akka.P2P.EndToEnd.Tests;

using System.Reflection.PortableExecutable;

/// <summary>What <c>build/ahead</c> promises.</summary>
public sealed class CompiledAheadTests
{
    [Fact(DisplayName = "A Release build of the node has code for this machine in each of its assemblies, or has said that there is no compiler for that here")]
    public void All_or_said()
    {
        var folder = Path.GetDirectoryName(Programs.Node)!;
        var isRelease = Path.GetFileName(folder) == "release";
        var isSaid = File.Exists(Path.Combine(folder, "..", "..", "..", "..", "no-compiler-ahead"));

        var cold = Directory.EnumerateFiles(folder, "*.dll").Where(f => !IsCompiled(f)).Select(Path.GetFileName).ToArray();

        Assert.True(!isRelease || isSaid || cold.Length == 0, $"Compiled by each process anew: {string.Join(", ", cold)}");
    }

    private static bool IsCompiled(string path)
    {
        using var file = File.OpenRead(path);
        using var image = new PEReader(file);
        return image.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
    }
}
