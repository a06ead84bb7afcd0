namespace Akka.P2P.EndToEnd.Tests.Menu;

using System.Globalization;
using System.Text.RegularExpressions;

/// <summary>Screens that somebody looked at and found right. With AKKA_P2P_APPROVE=1 the test writes them instead; look before you commit.</summary>
internal static partial class Approved
{
    public static string Folder { get; } = Path.Combine(Workspace.Repository, "tests", "Akka.P2P.EndToEnd.Tests", "Approved");

    public static async Task EqualAsync(string name, string screen)
    {
        var path = Path.Combine(Folder, $"{name}.txt");
        if (Environment.GetEnvironmentVariable("AKKA_P2P_APPROVE") == "1")
            await File.WriteAllTextAsync(path, $"{screen}\n");

        Assert.Equal((await File.ReadAllTextAsync(path)).TrimEnd('\n'), screen);
    }

    /// <summary>What differs from run to run is replaced: ids, ports, folders, times and rates. Equal ones stay equal.</summary>
    /// <param name="known">Texts and what to call them, the longest first.</param>
    public static string Normal(string screen, params (string Text, string Name)[] known)
    {
        foreach (var (text, name) in known)
            screen = screen.Replace(text, name, StringComparison.Ordinal);
        screen = Id().Replace(screen, "<id>");
        screen = Span().Replace(screen, "<time>");
        return Rate().Replace(screen, "<rate>/s");
    }

    public static string Port(int port) => string.Create(CultureInfo.InvariantCulture, $":{port}");

    [GeneratedRegex(@"\b[0-9a-f]{64}\b")]
    private static partial Regex Id();

    [GeneratedRegex(@"\b[0-9a-f]{32}\b")]
    public static partial Regex PeerId();

    [GeneratedRegex(@"\b\d+\.\d+ m?s\b")]
    private static partial Regex Span();

    [GeneratedRegex(@"\b\d+(\.\d+)? [KMG]?i?B/s")]
    private static partial Regex Rate();
}
