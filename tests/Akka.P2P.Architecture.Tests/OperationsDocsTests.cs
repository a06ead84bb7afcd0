namespace Akka.P2P.Architecture.Tests;

using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.P2P.Node;
using Akka.P2P.Node.CommandLine;

/// <summary>Pages that people follow, held against the code: what they say exists, and what exists they say.</summary>
public sealed partial class OperationsDocsTests
{
    private static readonly string Operations = Repository.Read("docs/operations.md");

    public static TheoryData<string> PagesWithCommands => ["README.md", "docs/operations.md", "docs/architecture.md"];

    [Fact(DisplayName = "docs/operations.md has a row for every event of --json, and for no other")]
    public void Events()
    {
        var emitted = Repository.Sources("src/Akka.P2P.Node").SelectMany(source => Emitted().Matches(File.ReadAllText(source))).Select(match => match.Groups[1].Value).ToList();
        var described = FirstCells("## Events");

        Repository.None(emitted.Except(described));
        Repository.None(described.Except(emitted));
    }

    [Fact(DisplayName = "docs/operations.md has a row for every exit code, and README.md names each")]
    public void Exit_codes()
    {
        var codes = Enum.GetValues<ExitCode>().Select(code => ((int)code).ToString(CultureInfo.InvariantCulture)).ToList();
        var promised = Sentence().Match(Repository.Read("README.md")).Value;

        Assert.Equal(codes, FirstCells("## Exit codes"));
        Repository.None(codes.Where(code => !Regex.IsMatch(promised, $@"\b{code} ")));
    }

    [Fact(DisplayName = "docs/operations.md has a row for every command, with all its options, and for no other")]
    public void Commands()
    {
        var commands = CommandTree.Build().Subcommands;

        Assert.Equal(commands.Select(command => command.Name), FirstCells("## Commands"));
        var missing =
            from command in commands
            from option in command.Options
            where option is not System.CommandLine.Help.HelpOption && !Regex.IsMatch(Row("## Commands", command.Name), $@"`{option.Name}[ `]")
            select $"{command.Name} {option.Name}";
        Repository.None(missing);
        var strays =
            from command in commands
            from option in OptionName().Matches(Row("## Commands", command.Name)).Select(match => match.Value)
            where command.Options.All(o => o.Name != option)
            select $"{command.Name} {option}";
        Repository.None(strays);
    }

    [Fact(DisplayName = "What docs/operations.md quotes in \"What to do when\" is what the program says")]
    public void Quoted_messages_exist()
    {
        var sources = string.Join('\n', Repository.Sources("src").Select(File.ReadAllText));
        var pieces = Quoted().Matches(Section("## What to do when")).SelectMany(match => match.Groups[1].Value.Split('…')).Where(piece => piece.Trim().Length > 0).ToList();

        Assert.NotEmpty(pieces);
        Repository.None(pieces.Where(piece => !sources.Contains(piece, StringComparison.Ordinal)));
    }

    [Fact(DisplayName = "README.md's table names every command")]
    public void Readme_names_commands()
    {
        var readme = Repository.Read("README.md");

        Repository.None(CommandTree.Build().Subcommands.Select(command => command.Name).Where(name => !Regex.IsMatch(readme, $@"(?m)^\|.*`{name}[ `]")));
    }

    [Theory(DisplayName = "Every akka-p2p line of a page is one that the program takes, and its configuration files are there")]
    [MemberData(nameof(PagesWithCommands))]
    public void Commands_parse(string page)
    {
        var root = CommandTree.Build();
        var lines = CommandsIn(Repository.Read(page)).ToList();
        if (page == "README.md")
            Assert.NotEmpty(lines);

        Assert.All(lines, line =>
        {
            var parsed = root.Parse(Words(line));
            Assert.True(parsed.Errors.Count == 0, $"akka-p2p {line}: {string.Join("; ", parsed.Errors.Select(error => error.Message))}");
        });
        Repository.None(lines.SelectMany(Words).Where(word => word.EndsWith(".hocon", StringComparison.Ordinal) && word != "FILE.hocon" && !File.Exists(Path.Combine(Repository.Root, word))));
    }

    [Fact(DisplayName = "S2.61: docs/architecture.md draws the processes, and names every actor")]
    public void Actors_are_drawn()
    {
        var page = Repository.Read("docs/architecture.md");
        var actors = new[] { typeof(Akka.P2P.Actors.Peers.PeerActor).Assembly, typeof(CommandTree).Assembly }
            .SelectMany(assembly => assembly.GetTypes()).Where(type => !type.IsAbstract && typeof(ActorBase).IsAssignableFrom(type)).Select(type => type.Name);

        Repository.None(actors.Where(actor => !Regex.IsMatch(page, $@"\b{actor}\b")));
        Assert.Contains("tracker process", page, StringComparison.Ordinal);
        Assert.Contains("peer process", page, StringComparison.Ordinal);
    }

    [Theory(DisplayName = "What a page names in code type like a class is a class of the sources, or a property of the build")]
    [InlineData("docs/architecture.md")]
    [InlineData("docs/operations.md")]
    [InlineData("docs/compatibility.md")]
    public void Names_exist(string page)
    {
        var declared = Repository.Sources("src").SelectMany(source => Declared().Matches(File.ReadAllText(source))).Select(match => match.Groups[1].Value).ToHashSet();

        declared.UnionWith(Property().Matches(Repository.Read("Directory.Build.targets")).Select(match => match.Groups[1].Value));

        Repository.None(ClassLike().Matches(Repository.Read(page)).Select(match => match.Groups[1].Value).Distinct().Where(name => !declared.Contains(name)));
    }

    [Fact(DisplayName = "Links between pages lead somewhere")]
    public void Links_lead_somewhere()
    {
        var pages = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Append(Path.Combine(Repository.Root, "README.md"));
        var broken =
            from page in pages
            from Match link in Link().Matches(File.ReadAllText(page))
            where !link.Groups[1].Value.Contains("://", StringComparison.Ordinal)
            let target = Path.Combine(Path.GetDirectoryName(page)!, link.Groups[1].Value.Split('#')[0])
            where !File.Exists(target)
            select $"{Repository.Relative(page)}: {link.Groups[1].Value}";

        Repository.None(broken);
    }

    private static string Section(string heading)
    {
        var start = Operations.IndexOf(heading + "\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"docs/operations.md has no '{heading}'");
        var end = Operations.IndexOf("\n## ", start + heading.Length, StringComparison.Ordinal);
        return Operations[start..(end < 0 ? Operations.Length : end)];
    }

    private static IReadOnlyList<string> FirstCells(string heading) => [.. Section(heading).Split('\n')
        .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
        .SelectMany(line => Code().Matches(line.Split('|')[1]).Select(match => match.Groups[1].Value.Split(' ')[0]))];

    private static string Row(string heading, string first) =>
        Section(heading).Split('\n').Single(line => Regex.IsMatch(line, $@"^\| `{first}[ `]"));

    // Fenced lines that begin with the program's name, and code in a sentence that does.
    private static IEnumerable<string> CommandsIn(string page)
    {
        foreach (Match match in ProgramLine().Matches(page))
            yield return match.Groups[1].Value;
        foreach (Match match in DotnetRun().Matches(page))
            yield return match.Groups[1].Value;
    }

    private static IReadOnlyList<string> Words(string line) => [.. Word().Matches(line).Select(match => match.Value.Replace("'", "", StringComparison.Ordinal))
        .Select(word => word switch
        {
            // Stand-ins of a page, in the form of what they stand for.
            "HOST:PORT" => "127.0.0.1:8888",
            "ADDRESS:0" => "127.0.0.1:0",
            "KEY=VALUE" => "a.b=c",
            _ => word,
        })];

    [GeneratedRegex(@"\bEmit\(\s*""([a-z-]+)""")]
    private static partial Regex Emitted();

    [GeneratedRegex(@"Exit codes:[^.]*\.")]
    private static partial Regex Sentence();

    [GeneratedRegex(@"""([^""\n]+)""")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"--[a-z]+(?:-[a-z]+)*")]
    private static partial Regex OptionName();

    [GeneratedRegex(@"`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"(?m)(?:^|`)akka-p2p ([a-z][^`\n]*)")]
    private static partial Regex ProgramLine();

    [GeneratedRegex(@"(?m)^dotnet run .*--project src/Akka\.P2P\.Node -- (.*)$")]
    private static partial Regex DotnetRun();

    [GeneratedRegex(@"(?:'[^']*'|[^\s'])+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\b(?:class|record|struct|interface|enum) (?:struct |class )?([A-Z]\w+)")]
    private static partial Regex Declared();

    // Two capitals or more with small letters between: a file name or a key is not taken for one.
    [GeneratedRegex(@"`([A-Z][a-z]+(?:[A-Z][a-z]+)+)`")]
    private static partial Regex ClassLike();

    [GeneratedRegex(@"\$\((\w+)\)")]
    private static partial Regex Property();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
