namespace Akka.P2P.Architecture.Tests;

using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

public sealed class ArrowTests
{
    // Arrows only point down. What isn't in this table isn't allowed, and a project that isn't in it is asked for.
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Akka.P2P.Core"] = [],
        ["Akka.P2P.Storage"] = ["Akka.P2P.Core"],
        ["Akka.P2P.Simulation"] = ["Akka.P2P.Core"],
        ["Akka.P2P.Protocol"] = ["Akka", "Akka.P2P.Core"],
        ["Akka.P2P.Actors"] = ["Akka", "Akka.P2P.Core", "Akka.P2P.Protocol"],
        ["Akka.P2P.Commands"] = ["Akka", "Petabridge.Cmd.Common", "Petabridge.Cmd.Host", "Akka.P2P.Core", "Akka.P2P.Protocol", "Akka.P2P.Actors"],
        ["Akka.P2P.Node"] =
        [
            "Akka", "Akka.Remote", "Akka.Serialization.Hyperion", "Petabridge.Cmd.Host", "Petabridge.Cmd.Remote",
            "Akka.P2P.Core", "Akka.P2P.Storage", "Akka.P2P.Simulation", "Akka.P2P.Protocol", "Akka.P2P.Actors", "Akka.P2P.Commands",
        ],
        ["Akka.P2P.Pbm"] = ["Petabridge.Cmd.Common"],
        ["Akka"] = [],
        ["Akka.Remote"] = ["Akka"],
        ["Akka.Serialization.Hyperion"] = ["Akka"],
        ["Akka.TestKit"] = ["Akka"],
        ["Akka.TestKit.Xunit2"] = ["Akka", "Akka.TestKit"],
        ["Petabridge.Cmd.Common"] = [],
        ["Petabridge.Cmd.Host"] = ["Akka", "Petabridge.Cmd.Common"],
        ["Petabridge.Cmd.Remote"] = ["Akka", "Akka.Remote", "Petabridge.Cmd.Common", "Petabridge.Cmd.Host"],
    };

    public static TheoryData<string> SourceProjects => [.. Repository.Projects
        .Where(p => Repository.Relative(p).StartsWith("src/", StringComparison.Ordinal))
        .Select(Repository.NameOf)];

    [Theory(DisplayName = "A project names only the projects below it")]
    [MemberData(nameof(SourceProjects))]
    public void Project_items_point_down(string name)
    {
        var project = Repository.Projects.Single(p => Repository.NameOf(p) == name);
        var named = Repository.Items(project, "ProjectReference").Select(Path.GetFileNameWithoutExtension)
            .Concat(Repository.Items(project, "AkkaReference")).Concat(Repository.Items(project, "PbmReference"));

        Assert.Empty(named.Except(Allowed[name]).Select(other => $"{name} -> {other}"));
    }

    [Theory(DisplayName = "A built assembly refers only to the assemblies below it")]
    [InlineData("Akka.P2P.Core")]
    [InlineData("Akka.P2P.Storage")]
    [InlineData("Akka.P2P.Protocol")]
    [InlineData("Akka.P2P.Actors")]
    [InlineData("Akka.P2P.Commands")]
    public void Assembly_references_point_down(string name)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, $"{name}.dll"));
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        var named = metadata.AssemblyReferences
            .Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))
            .Where(other => other.StartsWith("Akka", StringComparison.Ordinal) || other.StartsWith("Petabridge", StringComparison.Ordinal));

        Assert.Empty(named.Except(Allowed[name]).Select(other => $"{name} -> {other}"));
    }

    [Fact(DisplayName = "What checks the traces of plays shares no code with what writes them")]
    public void The_checker_is_a_stranger()
    {
        var project = Repository.Projects.Single(p => Repository.NameOf(p) == "Akka.P2P.TraceCheck");

        Assert.Empty(Repository.Items(project, "ProjectReference"));
        Assert.Empty(Repository.Items(project, "AkkaReference"));
        Assert.Empty(Repository.Items(project, "Compile"));
    }

    [Fact(DisplayName = "No project reaches into src/framework by path: it says AkkaReference or PbmReference")]
    public void Framework_is_named_not_pathed()
    {
        var offenders = Repository.Projects
            .Where(p => Repository.Items(p, "ProjectReference").Any(i => i.Contains("framework", StringComparison.OrdinalIgnoreCase)))
            .Select(Repository.Relative);

        Assert.Empty(offenders);
    }

    [Fact(DisplayName = "Only the assemblies that are Akka see each other's internals, and the two ends of a console's connection")]
    public void Internals_stay_in_the_family()
    {
        var friends = Repository.Projects
            .Where(p => Repository.Relative(p).StartsWith("src/framework/", StringComparison.Ordinal))
            .SelectMany(p => Repository.Items(p, "InternalsVisibleTo").Select(friend => $"{Repository.NameOf(p)} -> {friend}"));

        Assert.Empty(friends.Except(
        [
            "Akka -> Akka.Remote", "Akka -> Akka.Remote.Wire.Tests", "Akka.Remote -> Akka.Remote.Wire.Tests",
            // They write and read the tree's own frames, as the suite above does.
            "Akka.Remote -> Akka.P2P.Fuzz", "Akka.Remote -> Akka.P2P.Fuzz.Tests",
            // The two ends of the consoles' protocol; neither sees into Akka.
            "Petabridge.Cmd.Common -> Petabridge.Cmd.Host", "Petabridge.Cmd.Common -> Petabridge.Cmd.Tests", "Petabridge.Cmd.Host -> Petabridge.Cmd.Tests",
            "Petabridge.Cmd.Remote -> Petabridge.Cmd.Tests",
        ]));
    }

    [Fact(DisplayName = "No namespace of ours hides one of Akka's")]
    public void Namespace_segments_do_not_shadow()
    {
        string[] taken = ["Actor", "Cluster", "Configuration", "Dispatch", "Event", "IO", "Pattern", "Remote", "Routing", "Serialization", "TestKit", "Util", "Streams"];
        var offenders =
            from source in Repository.Sources("src").Concat(Repository.Sources("tests"))
            from line in File.ReadLines(source)
            where line.StartsWith("namespace Akka.P2P.", StringComparison.Ordinal)
            where line["namespace ".Length..].TrimEnd(';', ' ').Split('.').Skip(2).Intersect(taken).Any()
            select $"{Repository.Relative(source)}: {line}";

        Assert.Empty(offenders);
    }
}
