namespace Petabridge.Cmd.Tests;

using Petabridge.Cmd.Tests.Support;

public sealed class ParserSpecs
{
    private static readonly CommandDefinition Usage = new CommandDefinitionBuilder()
        .WithName("usage").WithDescription("Shows used bytes.")
        .WithArgument(a => a.WithName("volume").WithSwitch("-v").WithSwitch("--volume").AllowMultiple(true))
        .WithArgument(a => a.WithName("all").WithSwitch("--all").IsFlag())
        .WithArgument(a => a.WithName("unit").WithSwitch("-u").WithDefaultValue("bytes"))
        .WithArgument(a => a.WithName("bare").WithSwitch("-b"))
        .WithArgument(a => a.WithName("path"))
        .WithArgument(a => a.WithName("more").AllowMultiple(true))
        .Build();

    private static readonly CommandPalette Disk = new("disk", [Usage, new CommandDefinitionBuilder().WithName("purge").Build()]);

    [Theory(DisplayName = "A line becomes switches and values, repeated ones repeated, defaults at the end")]
    [InlineData("usage", "-u bytes")]
    [InlineData("disk usage -v C --volume D -u kB", "-v C;--volume D;-u kB")]
    [InlineData("usage -v=C --volume=D=E -u kB", "-v C;--volume D=E;-u kB")]
    [InlineData("usage --volume=\"a b\" -u='c d'", "--volume a b;-u c d")]
    [InlineData("usage --volume= -u kB", "--volume ;-u kB")]
    [InlineData("usage --all /data -u kB", "--all ;path /data;-u kB")]
    [InlineData("usage -b -u kB", "-b ;-u kB")]
    [InlineData("usage -b x -u kB", "-b x;-u kB")]
    [InlineData("usage -v -5 -u kB", "-v -5;-u kB")]
    [InlineData("usage -v '-v' -u kB", "-v -v;-u kB")]
    [InlineData("usage -u kB -- --all -v", "-u kB;path --all;more -v")]
    [InlineData("usage one two three -u kB", "path one;more two;more three;-u kB")]
    [InlineData("usage --json -u kB", "--json ;-u kB")]
    [InlineData("usage - -u kB", "path -;-u kB")]
    public void Line(string line, string expected)
    {
        var parsed = new CommandParser(Disk).Parse(line);

        Assert.True(parsed.IsValid, parsed.Error);
        Assert.Equal(expected, string.Join(';', parsed.Command.Arguments.Select(argument => $"{argument.Item1} {argument.Item2}")));
        Assert.Equal(line.Contains("--json", StringComparison.Ordinal), parsed.Command.WantsJson);
        Assert.Equal(("disk", "usage"), (parsed.Command.PaletteName, parsed.Command.Name));
    }

    [Theory(DisplayName = "What can't be meant is refused with the reason")]
    [InlineData("usage --all=yes", "'--all' takes no value.")]
    [InlineData("usage --json=yes", "'--json' takes no value.")]
    [InlineData("usage -u a -u b", "'-u' can be given only once.")]
    [InlineData("usage -x", "there is no switch '-x'")]
    [InlineData("purge now", "'now' is one word too many.")]
    [InlineData("", "'disk' needs a command.")]
    [InlineData("Usage", "'disk' has no command 'Usage'; did you mean 'usage'?")]
    [InlineData("usage -v \"a", "never closed")]
    public void Refused(string line, string expected)
    {
        var parsed = new CommandParser(Disk).Parse(line);

        Assert.False(parsed.IsValid);
        Assert.Contains(expected, parsed.Error, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "A mandatory argument needs a value, and has one when there is a default")]
    public void Mandatory()
    {
        var strict = new CommandPalette("p",
        [
            new CommandDefinitionBuilder().WithName("a").WithArgument(x => x.WithName("id").IsMandatory(true)).Build(),
            new CommandDefinitionBuilder().WithName("b").WithArgument(x => x.WithName("id").WithSwitch("-i").IsMandatory(true)).Build(),
            new CommandDefinitionBuilder().WithName("c").WithArgument(x => x.WithName("id").WithSwitch("-i").IsMandatory(true).WithDefaultValue("1")).Build(),
        ]);
        var parser = new CommandParser(strict);

        Assert.Equal("p a: <id> is missing. Usage: p a <id>", parser.Parse("a").Error);
        Assert.Equal("p b: '-i' needs a value. Usage: p b -i <id>", parser.Parse("b -i").Error);
        Assert.Equal("1", Assert.Single(parser.Parse("c").Command!.Arguments).Item2);
        Assert.Equal("", Assert.Single(parser.Parse("a ''").Command!.Arguments).Item2);
    }

    [Theory(DisplayName = "Quotes and backslashes")]
    [InlineData("a  b\tc\n", "a|b|c")]
    [InlineData("'a b' \"c d\"", "a b|c d")]
    [InlineData("a'b c'd", "ab cd")]
    [InlineData("\"a \\\" b \\\\ c\"", "a \" b \\ c")]
    [InlineData("'a \\\" b'", "a \\\" b")]
    [InlineData("C:\\data\\x a\\ b \\\"c", "C:\\data\\x|a b|\"c")]
    [InlineData("''", "")]
    public void Words(string line, string expected) => Assert.Equal(expected.Split('|'), CommandTokenizer.Split(line).Select(token => token.Text));

    [Theory(DisplayName = "A text that is quoted comes back as it was, as one value")]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("-v")]
    [InlineData("it's \"so\" \\ ")]
    [InlineData("C:\\data\\")]
    [InlineData("\\\\server\\share")]
    public void Quoted(string text)
    {
        var token = Assert.Single(CommandTokenizer.Split(CommandTokenizer.Quote(text)));

        Assert.Equal(text, token.Text);
        Assert.False(token.IsOpen);
    }

    [Fact(DisplayName = "A token knows its place in the line, for completion")]
    public void Places()
    {
        var tokens = CommandTokenizer.Split("disk 'us a");

        Assert.Equal([(0, 4, false), (5, 10, true)], tokens.Select(token => (token.Start, token.End, token.IsOpen)));
    }

    [Fact(DisplayName = "What can't be typed or told apart can't be defined")]
    public void Definitions_are_checked()
    {
        Action[] wrong =
        [
            () => new CommandDefinitionBuilder().Build(),
            () => new CommandDefinitionBuilder().WithName("a b").Build(),
            () => new CommandDefinitionBuilder().WithName("-a").Build(),
            () => new CommandDefinitionBuilder().WithName("a").WithArgument(x => x.WithSwitch("-x")).Build(),
            () => new CommandDefinitionBuilder().WithName("a").WithArgument(x => x.WithName("x").WithSwitch("- x")).Build(),
            () => new CommandDefinitionBuilder().WithName("a").WithArgument(x => x.WithName("x").WithSwitch("-x")).WithArgument(x => x.WithName("y").WithSwitch("-x")).Build(),
            () => new CommandDefinitionBuilder().WithName("a").WithArgument(x => x.WithName("x")).WithArgument(x => x.WithName("x")).Build(),
            () => new CommandDefinitionBuilder().WithName("a").WithArgument(x => x.WithName("x").AllowMultiple(true)).WithArgument(x => x.WithName("y")).Build(),
            () => new CommandDefinitionBuilder().WithName("a").WithArgument(x => x.WithName("x").IsFlag()).Build(),
            () => _ = new CommandPalette("a b", []),
            () => _ = new CommandPalette("a", [TestCommands.Echo, TestCommands.Echo]),
        ];

        Assert.All(wrong, action => Assert.True(Record.Exception(action) is InvalidOperationException or ArgumentException));
    }
}
