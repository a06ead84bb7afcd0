namespace Akka.P2P.Architecture.Tests;

using System.Text.Json;

/// <remarks>
/// A NuGet restore of Akka can't be had on every feed, so the switch is proved one step before it: by the items that MSBuild
/// evaluates.
/// </remarks>
public sealed class AkkaSwitchTests
{
    [Theory(DisplayName = "With AkkaFlavor=NuGet each AkkaReference is a package of that id, and nothing refers to the tree")]
    [InlineData("src/Akka.P2P.Node/Akka.P2P.Node.csproj")]
    [InlineData("tests/Akka.P2P.Testing/Akka.P2P.Testing.csproj")]
    public void NuGet_takes_packages(string project)
    {
        var (packages, projects) = Evaluate(project, "NuGet");

        Assert.NotEmpty(Wanted(project));
        Assert.Empty(Wanted(project).Except(packages));
        Assert.DoesNotContain(projects, path => path.Contains("framework/Akka", StringComparison.Ordinal));
    }

    [Theory(DisplayName = "With AkkaFlavor=InTree each AkkaReference is the project of that name, and no package")]
    [InlineData("src/Akka.P2P.Node/Akka.P2P.Node.csproj")]
    [InlineData("tests/Akka.P2P.Testing/Akka.P2P.Testing.csproj")]
    public void InTree_takes_projects(string project)
    {
        var (packages, projects) = Evaluate(project, "InTree");

        Assert.Empty(Wanted(project).Except(projects.Select(path => Path.GetFileNameWithoutExtension(path))));
        Assert.DoesNotContain(packages, id => id.StartsWith("Akka", StringComparison.Ordinal));
    }

    [Theory(DisplayName = "Petabridge.Cmd of the tree stands on either engine, and gives way to its packages only by PbmFlavor=NuGet")]
    [InlineData("NuGet", "InTree")]
    [InlineData("InTree", "NuGet")]
    public void Petabridge_has_its_own_switch(string akka, string pbm)
    {
        var (packages, projects) = Evaluate("tests/framework/Petabridge.Cmd.Tests/Petabridge.Cmd.Tests.csproj", akka, $"-p:PbmFlavor={pbm}");
        var names = projects.Select(path => Path.GetFileNameWithoutExtension(path)).ToList();

        Assert.Equal(pbm == "NuGet", packages.Contains("Petabridge.Cmd.Host"));
        Assert.Equal(pbm == "InTree", names.Contains("Petabridge.Cmd.Host"));
        Assert.Equal(akka == "NuGet", packages.Contains("Akka"));
        Assert.Equal(akka == "InTree", names.Contains("Akka"));

        var (below, tree) = Evaluate("src/framework/Petabridge.Cmd.Host/Petabridge.Cmd.Host.csproj", akka, $"-p:PbmFlavor={pbm}");
        Assert.Equal(akka == "NuGet", below.Contains("Akka"));
        Assert.Contains(tree, path => path.EndsWith("/Petabridge.Cmd.Common.csproj", StringComparison.Ordinal));
    }

    [Fact(DisplayName = "Any other flavour is refused by name")]
    public void Unknown_flavour_is_refused()
    {
        var (exitCode, output) = Repository.Run("dotnet", "msbuild", "src/Akka.P2P.Core/Akka.P2P.Core.csproj", "-t:CheckAkkaFlavor", "-p:AkkaFlavor=Docker", "-nologo");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("AkkaFlavor is 'Docker'", output, StringComparison.Ordinal);

        (exitCode, output) = Repository.Run("dotnet", "msbuild", "src/Akka.P2P.Core/Akka.P2P.Core.csproj", "-t:CheckPbmFlavor", "-p:PbmFlavor=Docker", "-nologo");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("PbmFlavor is 'Docker'", output, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "The flavours never share an output folder")]
    public void Outputs_are_apart()
    {
        string[] paths = [ArtifactsPath("InTree", "InTree"), ArtifactsPath("NuGet", "InTree"), ArtifactsPath("InTree", "NuGet")];
        Assert.Equal(3, paths.Distinct().Count());

        static string ArtifactsPath(string akka, string pbm) => Repository.Run(
            "dotnet", "msbuild", "src/Akka.P2P.Core/Akka.P2P.Core.csproj", "-getProperty:ArtifactsPath", $"-p:AkkaFlavor={akka}", $"-p:PbmFlavor={pbm}").Output.Trim();
    }

    private static IReadOnlyList<string> Wanted(string project) => Repository.Items(Path.Combine(Repository.Root, project), "AkkaReference");

    private static (IReadOnlyList<string> Packages, IReadOnlyList<string> Projects) Evaluate(string project, string flavour, params string[] more)
    {
        var (exitCode, output) = Repository.Run(
            "dotnet", ["msbuild", project, "-getItem:PackageReference", "-getItem:ProjectReference", $"-p:AkkaFlavor={flavour}", .. more]);
        Assert.True(exitCode == 0, output);
        using var json = JsonDocument.Parse(output);
        var items = json.RootElement.GetProperty("Items");
        return (Identities("PackageReference"), Identities("ProjectReference"));

        IReadOnlyList<string> Identities(string kind) => items.GetProperty(kind).EnumerateArray()
            .Select(item => item.GetProperty("Identity").GetString()!.Replace('\\', '/')).ToList();
    }
}
