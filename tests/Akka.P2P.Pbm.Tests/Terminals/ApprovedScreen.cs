namespace Akka.P2P.Pbm.Tests.Terminals;

using System.Text.RegularExpressions;
using Akka.P2P.Pbm.Tests.Running;

/// <summary>
/// What a terminal shows, held against a file that a person has looked at. P2P_UPDATE_SCREENS=1 writes the files anew. The port, always of five
/// digits, and the versions are the same in every file.
/// </summary>
internal static partial class ApprovedScreen
{
    public static void Is(string name, string screen, SampleHost host)
    {
        // tmux says under the last row that the program has ended.
        var shown = Versions().Replace(screen.Split("\nPane is dead")[0].TrimEnd().Replace(host.Address, "127.0.0.1:59110", StringComparison.Ordinal), "(Petabridge.Cmd.Host …)") + "\n";
        var file = Path.Combine(Docs.Screens, $"{name}.txt");
        if (Environment.GetEnvironmentVariable("P2P_UPDATE_SCREENS") == "1")
            File.WriteAllText(file, shown);

        Assert.Equal(File.ReadAllText(file), shown);
    }

    [GeneratedRegex(@"\(Petabridge\.Cmd\.Host [^)]*\)")]
    private static partial Regex Versions();
}
