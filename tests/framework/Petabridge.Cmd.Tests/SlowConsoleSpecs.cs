namespace Petabridge.Cmd.Tests;

using System.Globalization;
using Akka.Actor;
using Petabridge.Cmd.Common.Wire;
using Petabridge.Cmd.Host;
using Petabridge.Cmd.Host.Sessions;
using Petabridge.Cmd.Tests.Support;
using Xunit.Abstractions;

public sealed class SlowConsoleSpecs(ITestOutputHelper output) : PbmSpec(output, "petabridge.cmd.response-mailbox.max-responses = 20000")
{
    [Theory(DisplayName = "A million lines to a console that doesn't read are kept up to the bound; then the handler is told, and the console reads why at the end")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Million_lines(bool tcp)
    {
        var client = await ClientAsync(tcp);
        var session = await client.ExecuteTextCommandAsync("test count 1000000");

        Assert.Contains("response-mailbox", ExpectMsg<CommandCancelled>().Reason, StringComparison.Ordinal);

        var answers = await session.ToListAsync();
        Assert.True(answers[^1].IsError);
        Assert.Contains("faster than the console reads", answers[^1].Msg, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(1, answers.Count - 1).Select(n => n.ToString(CultureInfo.InvariantCulture)), answers.SkipLast(1).Select(response => response.Msg));
        // What waits in the mailbox, what the window let through, and the one that waited for it.
        Assert.InRange(answers.Count, 20_000, 20_000 + (ResponseCost.Window / ResponseCost.Own) + 2);
        Assert.Equal("3", (await LastAsync(client, "test count")).Msg);
    }

    [Theory(DisplayName = "A handler that keeps step has all of its lines read, however slowly")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Keeps_step(bool tcp)
    {
        const int Lines = 100_000;
        var client = await ClientAsync(tcp);
        var session = await client.ExecuteTextCommandAsync($"test page {Lines}");

        var read = 0;
        await foreach (var response in session.Stream)
        {
            Assert.Equal((++read).ToString(CultureInfo.InvariantCulture), response.Msg);
            if (read % 20_000 == 0)
                await Task.Yield();
        }

        Assert.Equal(Lines, read);
        ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact(DisplayName = "A stream that isn't read doesn't hold up the other commands of its console")]
    public async Task Others_go_on()
    {
        var client = await ClientAsync(tcp: true);
        var unread = await client.ExecuteTextCommandAsync("test page 1000000");

        for (var i = 0; i < 3; i++)
            Assert.Equal("3", (await LastAsync(client, "test count")).Msg);

        unread.KillSwitch.Shutdown();
        ExpectMsg<CommandCancelled>();
    }

    [Fact(DisplayName = "A console that reads nothing from its socket costs its window, its mailbox's bound and no more, and leaves by closing")]
    public async Task Deaf_console()
    {
        await using var deaf = await RawConsole.ConnectAsync(Address);
        await deaf.EnterAsync(token: null);
        for (var i = 1; i <= 16; i++)
            deaf.Channel.Post(new ExecuteFrame(i, "test count 100000 --pad 100", int.MaxValue));

        var told = Enumerable.Range(0, 16).Select(_ => ExpectMsg<CommandCancelled>()).ToList();

        Assert.All(told, cancelled => Assert.Contains("response-mailbox", cancelled.Reason, StringComparison.Ordinal));
        Assert.Equal("3", (await LastAsync(await ConnectAsync(), "test count")).Msg);
    }

    [Fact(DisplayName = "The queue of answers holds no more than its bounds, gives back what it took, and reports the overflow once")]
    public void Queue_is_bounded()
    {
        var together = new SharedBudget(1000 * ResponseCost.Own);
        var first = new ResponseQueue(maxResponses: 600, maxCharacters: long.MaxValue, together);
        var second = new ResponseQueue(maxResponses: 600, maxCharacters: long.MaxValue, together);
        var receiver = (IInternalActorRef)Sys.ActorOf(Props.Empty);
        var answer = new Envelope(new CommandResponse("", final: false), ActorRefs.NoSender);

        for (var i = 0; i < 2000; i++)
            first.Enqueue(receiver, answer);
        for (var i = 0; i < 2000; i++)
            second.Enqueue(receiver, answer);

        Assert.Equal(601, first.Count);
        Assert.Equal(401, second.Count);
        List<object> taken = [];
        while (first.TryDequeue(out var envelope))
            taken.Add(envelope.Message);
        Assert.IsType<ResponseQueue.Overflowed>(taken[^1]);
        Assert.Single(taken.OfType<ResponseQueue.Overflowed>());
        second.CleanUp(receiver, second);
        Assert.Equal(0, second.Count);

        var third = new ResponseQueue(maxResponses: 5000, maxCharacters: long.MaxValue, together);
        for (var i = 0; i < 2000; i++)
            third.Enqueue(receiver, answer);
        Assert.Equal(1001, third.Count);
    }
}
