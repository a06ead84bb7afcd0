namespace Akka.P2P.Architecture.Tests;

using System.Diagnostics;
using System.Xml.Linq;

/// <summary>The checkout that these tests were built from, read as text.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static IEnumerable<string> Projects => new[] { "src", "tests", "bench" }
        .Select(folder => Path.Combine(Root, folder))
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj", SearchOption.AllDirectories))
        .Order(StringComparer.Ordinal);

    public static string Read(string relative) => File.ReadAllText(Path.Combine(Root, relative));

    public static string NameOf(string project) => Path.GetFileNameWithoutExtension(project);

    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    public static IReadOnlyList<string> Items(string project, string kind) => XDocument.Load(project)
        .Descendants(kind)
        .Select(item => (string?)item.Attribute("Include") ?? "")
        .ToList();

    public static IEnumerable<string> Sources(string folder) => Directory
        .EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories);

    /// <summary>Fails with all of the lines, where xunit's own message would cut them short.</summary>
    public static void None(IEnumerable<string> offenders) => Xunit.Assert.Equal("", string.Join('\n', offenders));

    public static (int ExitCode, string Output) Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The runner's own MSBuild variables would steer a build that we start.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }

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
