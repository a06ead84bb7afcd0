namespace Akka.P2P.Architecture.Tests;

using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

public sealed partial class HouseTests
{
    [Fact(DisplayName = "The solution holds every project, and each test project ends in .Tests")]
    public void Solution_is_whole()
    {
        var solution = Repository.Read("Akka.P2P.sln").Replace('\\', '/');

        Assert.Empty(Repository.Projects.Select(Repository.Relative).Where(p => !solution.Contains($"\"{p}\"", StringComparison.Ordinal)));
    }

    [Fact(DisplayName = "The solution filter for the real packages holds everything but src/framework and the suites that are about the tree")]
    public void Filter_leaves_out_the_tree()
    {
        using var json = JsonDocument.Parse(Repository.Read("Akka.P2P.NuGet.slnf"));
        var listed = json.RootElement.GetProperty("solution").GetProperty("projects").EnumerateArray()
            .Select(p => p.GetString()!.Replace('\\', '/')).Order(StringComparer.Ordinal);
        var expected = Repository.Projects.Select(Repository.Relative)
            .Where(p => !p.StartsWith("src/framework/", StringComparison.Ordinal) && !File.ReadAllText(Path.Combine(Repository.Root, p)).Contains("<TestsTheTree>true", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

        Assert.Equal(expected, listed);
    }

    [Fact(DisplayName = "build.sh and build.ps1 offer the same targets, and build.proj has each")]
    public void Build_scripts_agree()
    {
        var targets = XDocument.Parse(Repository.Read("build/build.proj")).Descendants("Target").Select(t => (string)t.Attribute("Name")!).ToList();
        var shell = TargetsNamedIn("build.sh");
        var power = TargetsNamedIn("build.ps1");

        Assert.Equal(shell, power);
        Assert.NotEmpty(shell);
        Assert.Empty(shell.Except(targets));
    }

    [Fact(DisplayName = "Every package in Directory.Packages.props is used by a project, and docs/dependencies.md gives a reason for each, and for no other")]
    public void Dependencies_are_explained()
    {
        var versions = XDocument.Parse(Repository.Read("Directory.Packages.props")).Descendants("PackageVersion").ToList();
        var used = versions
            .Where(p => !((string)p.Attribute("Version")!).StartsWith("$(", StringComparison.Ordinal))
            .Select(p => (string)p.Attribute("Include")!).Order(StringComparer.Ordinal);
        var explained = TableRow().Matches(Repository.Read("docs/dependencies.md")).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal);

        Assert.Equal(used, explained);
        var referenced = Repository.Projects.Append(Path.Combine(Repository.Root, "Directory.Build.props"))
            .SelectMany(project => new[] { "PackageReference", "AkkaReference", "PbmReference" }.SelectMany(kind => Repository.Items(project, kind)))
            .ToHashSet();
        Repository.None(versions.Select(p => (string)p.Attribute("Include")!).Where(package => !referenced.Contains(package)));
    }

    [Fact(DisplayName = "Nothing in the tree packs but the tool pbm, under an id of ours, so that package ids that are not ours are never published")]
    public void Only_the_tool_packs()
    {
        Assert.Contains("<IsPackable>false</IsPackable>", Repository.Read("Directory.Build.props"), StringComparison.Ordinal);
        var packs = Repository.Projects.Where(p => File.ReadAllText(p).Contains("<IsPackable>true", StringComparison.Ordinal)).ToList();

        Assert.Equal(["Akka.P2P.Pbm"], packs.Select(Repository.NameOf));
        Assert.Equal(["Akka.P2P.Pbm"], XDocument.Load(packs[0]).Descendants("PackageId").Select(id => id.Value));
    }

    [Fact(DisplayName = "CHANGELOG.md has what is unreleased on top")]
    public void Changelog_starts_unreleased() =>
        Assert.Matches(@"^# Changelog\s[\s\S]*?\n## \[Unreleased\]", Repository.Read("CHANGELOG.md"));

    [Fact(DisplayName = "S1.48: the samples of data/ are what hocon/seeder.hocon shares")]
    public void Samples_are_shared()
    {
        var shared = ReferenceConf.Read("hocon/seeder.hocon").Single(key => key.Path == "akka.p2p.node.share").Default;
        var samples = Directory.EnumerateFiles(Path.Combine(Repository.Root, "data")).Select(path => $"data/{Path.GetFileName(path)}").ToList();

        Assert.NotEmpty(samples);
        Assert.Equal(samples.Order(StringComparer.Ordinal), JsonSerializer.Deserialize<string[]>(shared)!.Order(StringComparer.Ordinal));
    }

    private static IReadOnlyList<string> TargetsNamedIn(string script) =>
        [.. TargetList().Match(Repository.Read(script)).Groups[1].Value.Split('|')];

    [GeneratedRegex(@"\[(Build[|\w]*)\]")]
    private static partial Regex TargetList();

    [GeneratedRegex(@"^\| `([\w.]+)` \|", RegexOptions.Multiline)]
    private static partial Regex TableRow();
}
