namespace Akka.P2P.Pbm.Tests.Running;

using Akka.P2P.Testing;
using Petabridge.Cmd;

public sealed class ShellTests
{
    [Fact(DisplayName = "The shell greets, runs lines, shows errors beside the output, and leaves with 0")]
    public async Task Runs()
    {
        await using var host = await SampleHost.StartAsync();
        var (pbm, terminal) = Shell();
        terminal.Press("echo say hello<Enter>disk purge -v C<Enter>exit<Enter>");

        Assert.Equal(0, await pbm.RunAsync(host.Address));
        Assert.StartsWith($"Connected to {host.Address}: akka://sample", pbm.OutputText, StringComparison.Ordinal);
        Assert.EndsWith("'exit' leaves.\nhello\n", pbm.OutputText, StringComparison.Ordinal);
        Assert.Equal("There is no volume C.", pbm.ErrorText.Trim());
        Assert.Contains($"[{host.Address}] pbm> ", terminal.Written, StringComparison.Ordinal);
        Assert.False(terminal.KeysTaken);
    }

    [Theory(DisplayName = "exit, quit and Ctrl+D leave; a terminal that hangs up does, too")]
    [InlineData("exit<Enter>")]
    [InlineData(" quit <Enter>")]
    [InlineData("<EndOrDelete>")]
    [InlineData("")]
    public async Task Leaves(string keys)
    {
        await using var host = await SampleHost.StartAsync();
        var (pbm, terminal) = Shell();
        terminal.Press(keys);
        if (keys.Length == 0)
            terminal.HangUp();

        Assert.Equal(0, await pbm.RunAsync(host.Address));
    }

    [Fact(DisplayName = "Ctrl+C ends a stream, however often it is pressed, and the next line runs")]
    public async Task Interrupts()
    {
        await using var host = await SampleHost.StartAsync();
        var (pbm, terminal) = Shell();
        var run = pbm.RunAsync(host.Address);
        terminal.Press("disk watch<Enter>");
        await host.WatchBegunAsync();
        await pbm.WrittenAsync("watching\n");
        for (var i = 0; i < 10; i++)
            pbm.Fake.Press();
        await host.WatchCancelledAsync();
        terminal.Press("<Interrupt>half a line<Interrupt>echo count<Enter>exit<Enter>");

        Assert.Equal(0, await run);
        Assert.EndsWith("watching\n1 begun, 1 ended\n", pbm.OutputText, StringComparison.Ordinal);
        Assert.Equal("Ended.", pbm.ErrorText.Trim());
    }

    [Fact(DisplayName = "A host that went is said with the next line, which connects to the one that came back")]
    public async Task Connects_again()
    {
        var host = await SampleHost.StartAsync();
        var (pbm, terminal) = Shell();
        var run = pbm.RunAsync(host.Address);
        terminal.Press("echo say before<Enter>");
        await pbm.WrittenAsync("before\n");
        await host.DisposeAsync();
        terminal.Press("echo say between<Enter>");
        await pbm.ErrorWrittenAsync($"{host.Port}");
        if (pbm.ErrorText.Contains("is not known", StringComparison.Ordinal))
        {
            // It was sent while the connection ended.
            terminal.Press("echo say between<Enter>");
        }

        await pbm.ErrorWrittenAsync("Nobody listens");

        await using var back = await SampleHost.StartAsync(host.Port);
        terminal.Press("echo say after<Enter>exit<Enter>");

        Assert.Equal(0, await run);
        Assert.EndsWith("before\nafter\n", pbm.OutputText, StringComparison.Ordinal);
        Assert.Contains($"Connecting to {host.Address} again.", pbm.ErrorText, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "A palette that the host got later is found without a new connection")]
    public async Task New_palette()
    {
        await using var host = await SampleHost.StartAsync();
        var (pbm, terminal) = Shell();
        var run = pbm.RunAsync(host.Address);
        terminal.Press("echo say before<Enter>");
        await pbm.WrittenAsync("before\n");
        host.Register(new CommandPalette("late", [SamplePalettes.Say]));
        terminal.Press("late say found<Enter>la<Tab>say completed<Enter>exit<Enter>");

        Assert.Equal(0, await run);
        Assert.EndsWith("before\nfound\ncompleted\n", pbm.OutputText, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "No host, no shell: 4, and no prompt")]
    public async Task No_host()
    {
        var (pbm, terminal) = Shell();

        Assert.Equal(4, await pbm.RunAsync("127.0.0.1:1"));
        Assert.Equal("", terminal.Written);
    }

    [Fact(DisplayName = "The history of one shell is there in the next")]
    public async Task History()
    {
        using var folder = new TempFolder();
        await using var host = await SampleHost.StartAsync();
        var (first, typing) = Shell(folder["history"]);
        typing.Press("echo say one<Enter>exit<Enter>");
        await first.RunAsync(host.Address);
        var (second, again) = Shell(folder["history"]);
        again.Press("<Up><Up><Enter><Search>say<Enter>exit<Enter>");

        await second.RunAsync(host.Address);

        Assert.EndsWith("leaves.\none\none\n", second.OutputText, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "A terminal that can't move its cursor gets a prompt and no sequences")]
    public async Task Dumb()
    {
        await using var host = await SampleHost.StartAsync();
        var terminal = new ScriptedTerminal { CanMove = false };
        var pbm = new FakeSurroundings { Terminal = terminal };
        terminal.Press("echo say hi<Enter>exit<Enter>");

        Assert.Equal(0, await pbm.RunAsync(host.Address));
        Assert.Equal($"[{host.Address}] pbm> [{host.Address}] pbm> ", terminal.Written);
    }

    [Fact(DisplayName = "After a resize the line is shown anew, at the new width")]
    public async Task Resized()
    {
        await using var host = await SampleHost.StartAsync();
        var (pbm, terminal) = Shell();
        var run = pbm.RunAsync(host.Address);
        terminal.Press("echo say hello");
        await terminal.WrittenAsync("say hello");
        terminal.Resize(30);
        await terminal.WrittenAsync("pbm> echo sa\r\ny hello");
        terminal.Press("<Enter>exit<Enter>");

        Assert.Equal(0, await run);
    }

    [Fact(DisplayName = "Colours are for terminals that show them: the prompt's, and an error's")]
    public async Task Colours()
    {
        await using var host = await SampleHost.StartAsync();
        var terminal = new ScriptedTerminal { Colours = true };
        var pbm = new FakeSurroundings { Terminal = terminal, ColourErrors = true };
        terminal.Press("disk purge -v C<Enter>exit<Enter>");

        await pbm.RunAsync(host.Address);

        Assert.Contains($"\e[36m[{host.Address}] pbm> \e[0m", terminal.Written, StringComparison.Ordinal);
        Assert.Equal("\e[31mThere is no volume C.\e[0m", pbm.ErrorText.Trim());
    }

    private static (FakeSurroundings Pbm, ScriptedTerminal Terminal) Shell(string? history = null)
    {
        var terminal = new ScriptedTerminal();
        return (new FakeSurroundings { Terminal = terminal, HistoryFile = history }, terminal);
    }
}
