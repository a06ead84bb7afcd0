namespace Akka.P2P.EndToEnd.Tests;

using System.Reflection.PortableExecutable;

/// <summary>What <c>build/ahead</c> promises.</summary>
public sealed class CompiledAheadTests
{
    [Fact(DisplayName = "What a build says that it compiled ahead has code for this machine: the program and all that lies beside it, or nothing where there is no compiler")]
    public void As_it_says()
    {
        var folder = Path.GetDirectoryName(Programs.Node)!;
        var said = Path.Combine(folder, "compiled-ahead.txt");
        if (!File.Exists(said))
        {
            Assert.NotEqual("release", Path.GetFileName(folder));
            return;
        }

        var compiled = File.ReadAllLines(said);
        Assert.All(compiled, name => Assert.True(IsCompiled(Path.Combine(folder, name)), $"{name} has no code for this machine"));
        Assert.True(compiled.Length is 0 or > 10, string.Join(", ", compiled));
    }

    private static bool IsCompiled(string path)
    {
        using var file = File.OpenRead(path);
        using var image = new PEReader(file);
        return image.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
    }
}
