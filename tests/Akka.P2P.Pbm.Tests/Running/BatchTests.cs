namespace Akka.P2P.Pbm.Tests.Running;

public sealed class BatchTests
{
    [Fact(DisplayName = "Lines of the standard input run one after the other; remarks and empty ones are passed over")]
    public async Task Runs()
    {
        await using var host = await SampleHost.StartAsync();
        var pbm = new FakeSurroundings { Input = new StringReader("# remark\n\necho say one\r\n  echo say two  \necho say three") };

        Assert.Equal(0, await pbm.RunAsync(host.Address));
        Assert.Equal("one\ntwo\nthree\n", pbm.OutputText);
    }

    [Theory(DisplayName = "The first line that fails ends it with its code, and --keep-going goes on and ends with the same")]
    [InlineData("echo say a --error\necho say b", 1)]
    [InlineData("echo nothing\necho say b", 2)]
    public async Task Stops(string lines, int code)
    {
        await using var host = await SampleHost.StartAsync();
        var (stops, goes) = (new FakeSurroundings { Input = new StringReader(lines) }, new FakeSurroundings { Input = new StringReader(lines) });

        Assert.Equal(code, await stops.RunAsync(host.Address));
        Assert.Equal(code, await goes.RunAsync(host.Address, "--keep-going"));

        Assert.DoesNotContain("b\n", stops.OutputText, StringComparison.Ordinal);
        Assert.EndsWith("b\n", goes.OutputText, StringComparison.Ordinal);
    }

    [Theory(DisplayName = "exit and quit end it")]
    [InlineData("exit")]
    [InlineData("quit")]
    public async Task Ends(string word)
    {
        await using var host = await SampleHost.StartAsync();
        var pbm = new FakeSurroundings { Input = new StringReader($"echo say a\n{word}\necho say b") };

        Assert.Equal(0, await pbm.RunAsync(host.Address));
        Assert.Equal("a\n", pbm.OutputText);
    }

    [Fact(DisplayName = "No line, no host needed: nothing is done")]
    public async Task Empty() => Assert.Equal(0, await new FakeSurroundings { Input = new StringReader("\n# nothing\n") }.RunAsync("127.0.0.1:1"));

    [Fact(DisplayName = "A line that never ends is refused, and costs no more than its bound")]
    public async Task Endless_line()
    {
        await using var host = await SampleHost.StartAsync();
        var pbm = new FakeSurroundings { Input = new StringReader($"{new string('x', 10 << 20)}\necho say after") };

        Assert.Equal(2, await pbm.RunAsync(host.Address, "--keep-going"));
        Assert.Contains("is longer than", pbm.ErrorText, StringComparison.Ordinal);
        Assert.Equal("after\n", pbm.OutputText);
    }

    [Fact(DisplayName = "Ctrl+C ends a batch that waits for its input")]
    public async Task Interrupted()
    {
        await using var host = await SampleHost.StartAsync();
        var input = new Waiting();
        var pbm = new FakeSurroundings { Input = input };
        var run = pbm.RunAsync(host.Address);
        await input.Began.Task;

        pbm.Fake.Press();

        Assert.Equal(130, await run);
        input.End.SetResult();
    }

    private sealed class Waiting : TextReader
    {
        public TaskCompletionSource Began { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource End { get; } = new();

        public override int Read()
        {
            Began.TrySetResult();
            End.Task.Wait();
            return -1;
        }
    }
}
