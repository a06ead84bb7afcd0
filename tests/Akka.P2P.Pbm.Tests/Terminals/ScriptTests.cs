namespace Akka.P2P.Pbm.Tests.Terminals;

using Akka.P2P.Terminals;

public sealed class ScriptTests
{
    [TerminalFact(DisplayName = "In a script: exit codes 0, 1, 2 and 4, output without colours or a prompt, lines of a pipe")]
    public async Task Codes()
    {
        await using var pbm = await PbmInTerminal.ScriptAsync("""
            unset NO_COLOR
            $PBM $HOST echo say done; echo "code $?"
            $PBM $HOST disk purge -v C; echo "code $?"
            $PBM $HOST disk purge 2>/dev/null; echo "code $?"
            $PBM 127.0.0.1:1 disk usage 2>err; echo "code $?"; cat -v err
            printf 'echo say one\n# remark\necho say two\ndisk purge -v X\necho say three\n' | $PBM $HOST 2>err | cat -v; cat -v err
            $PBM $HOST echo hostile | cat -v
            $PBM $HOST </dev/null; echo "code $?"
            """);

        Assert.Equal(0, await pbm.Terminal.ExitAsync());
        pbm.Approve("script", await pbm.Terminal.TranscriptAsync());
    }

    [TerminalFact(DisplayName = "In a file that a script writes, answers stand between what it writes before and after")]
    public async Task Into_a_file()
    {
        await using var pbm = await PbmInTerminal.ScriptAsync("{ echo before; $PBM $HOST echo say done; echo after; } > log; tr '\\n' ' ' < log; echo");

        Assert.Equal(0, await pbm.Terminal.ExitAsync());
        Assert.Contains("before done after", await pbm.Terminal.TranscriptAsync(), StringComparison.Ordinal);
    }

    [TerminalFact(DisplayName = "Ctrl+C ends a one-shot stream with 130, and the handler learns of it")]
    public async Task Interrupted()
    {
        await using var pbm = await PbmInTerminal.ScriptAsync("trap : INT; $PBM $HOST disk watch; echo \"code $?\"");
        await pbm.Host.WatchBegunAsync();
        await pbm.Terminal.WaitForAsync("watching");
        await pbm.Terminal.PressAsync("C-c");

        await pbm.Host.WatchCancelledAsync();
        await pbm.Terminal.WaitForAsync("code 130");
    }

    [TerminalFact(DisplayName = "A stream into a reader that leaves ends with it")]
    public async Task Head()
    {
        await using var pbm = await PbmInTerminal.ScriptAsync("{ $PBM $HOST disk watch; echo \"code $?\" >&2; } | head -n 1; wait");
        await pbm.Host.WatchBegunAsync();
        await pbm.Terminal.WaitForAsync("watching");
        pbm.Host.Change("one more");
        pbm.Host.Change("and one");

        await pbm.Host.WatchCancelledAsync();
        await pbm.Terminal.WaitForAsync("code 141");
    }
}
