namespace Akka.P2P.Pbm.Tests;

/// <summary>The checkout that these tests were built from.</summary>
internal static class Docs
{
    public static string Root { get; } = FindRoot();

    public static string Screens { get; } = Path.Combine(Root, "tests", "Akka.P2P.Pbm.Tests", "Terminals", "Screens");

    public static string Read(string relative) => File.ReadAllText(Path.Combine(Root, relative));

    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Akka.P2P.sln")))
                return folder;
        }

        throw new InvalidOperationException($"No Akka.P2P.sln above {AppContext.BaseDirectory}.");
    }
}
