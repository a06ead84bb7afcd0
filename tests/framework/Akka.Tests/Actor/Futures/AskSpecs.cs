namespace Akka.Tests.Actor.Futures;

using Akka.Actor;
using Akka.Event;
using Akka.Tests.Support;

public class AskSpecs : SystemSpec
{
    private readonly IActorRef _echo;
    private readonly IActorRef _silent;

    public AskSpecs()
    {
        _echo = ActorOf((message, context) => context.Sender.Tell(message));
        _silent = ActorOf((_, _) => { });
    }

    [Fact]
    public async Task An_ask_ends_with_the_answer() => Assert.Equal("hello", await _echo.Ask<string>("hello"));

    [Fact]
    public async Task An_ask_without_a_type_ends_with_any_answer() => Assert.Equal(42, await _echo.Ask(42));

    [Fact]
    public async Task A_null_answer_is_an_answer()
    {
        var sender = ActorOf((_, context) => context.Sender.Tell(new Status.Success(null!)));
        Assert.Null((await sender.Ask<Status.Success>("x")).Status);
    }

    [Fact]
    public async Task An_ask_that_nobody_answers_times_out() =>
        await Assert.ThrowsAsync<AskTimeoutException>(() => _silent.Ask<string>("x", TimeSpan.FromMilliseconds(20)));

    [Fact]
    public async Task An_ask_is_cancelled_by_its_token()
    {
        using var stop = new CancellationTokenSource();
        var ask = _silent.Ask<string>("x", stop.Token);
        Assert.False(ask.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ask);
        Assert.True(ask.IsCanceled);
    }

    [Fact]
    public async Task An_ask_with_a_token_that_is_cancelled_already_is_cancelled() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _silent.Ask<string>("x", new CancellationToken(true)));

    [Fact]
    public async Task A_failure_as_answer_becomes_the_exception()
    {
        var cause = new InvalidOperationException("no");
        var failing = ActorOf((_, context) => context.Sender.Tell(new Status.Failure(cause)));
        Assert.Same(cause, await Assert.ThrowsAsync<InvalidOperationException>(() => failing.Ask<string>("x")));
    }

    [Fact]
    public async Task An_answer_of_another_type_fails_the_ask() =>
        await Assert.ThrowsAsync<ArgumentException>(() => _echo.Ask<string>(42));

    [Fact]
    public async Task The_message_can_be_made_from_the_reference_to_answer_to()
    {
        var forwarding = ActorOf((message, _) => ((IActorRef)message).Tell("direct"));
        Assert.Equal("direct", await forwarding.Ask<string>(replyTo => replyTo, null, CancellationToken.None));
    }

    [Fact]
    public async Task The_first_answer_counts_and_the_second_becomes_a_dead_letter()
    {
        var letters = NewProbe();
        Sys.EventStream.Subscribe(letters.Ref, typeof(DeadLetter));
        var twice = ActorOf((_, context) =>
        {
            context.Sender.Tell("one");
            context.Sender.Tell("two");
        });
        Assert.Equal("one", await twice.Ask<string>("x"));
        Assert.Equal("two", (await letters.Next<DeadLetter>()).Message);
    }

    [Fact]
    public async Task An_answer_after_the_timeout_becomes_a_dead_letter()
    {
        var letters = NewProbe();
        Sys.EventStream.Subscribe(letters.Ref, typeof(DeadLetter));
        var kept = NewProbe();
        await Assert.ThrowsAsync<AskTimeoutException>(() => kept.Ref.Ask<string>("x", TimeSpan.FromMilliseconds(20)));
        await kept.Expect("x");
        kept.LastSender.Tell("late");
        Assert.Equal("late", (await letters.Next<DeadLetter>()).Message);
    }

    [Fact]
    public async Task The_reference_to_answer_to_lives_under_temp_and_is_found_by_its_path()
    {
        var kept = NewProbe();
        var ask = kept.Ref.Ask<string>("x");
        await kept.Expect("x");
        var replyTo = kept.LastSender;
        Assert.StartsWith("akka://spec/temp/", replyTo.Path.ToString(), StringComparison.Ordinal);
        var found = ((ExtendedActorSystem)Sys).Provider.ResolveActorRef(replyTo.Path.ToSerializationFormat());
        found.Tell("by path");
        Assert.Equal("by path", await ask.WaitAsync(Probe.Patience));
    }

    [Fact]
    public async Task Two_asks_have_two_paths()
    {
        var kept = NewProbe();
        _ = kept.Ref.Ask<string>("a");
        _ = kept.Ref.Ask<string>("b");
        await kept.Expect("a");
        var first = kept.LastSender.Path;
        await kept.Expect("b");
        Assert.NotEqual(first, kept.LastSender.Path);
    }

    [Fact]
    public async Task A_selection_can_be_asked()
    {
        Sys.ActorOf(Props.Create(() => new Namesake()), "asked");
        Assert.Equal("asked", await Sys.ActorSelection("/user/asked").Ask<string>("who", Probe.Patience));
    }

    [Fact]
    public async Task The_default_timeout_is_configured()
    {
        var impatient = ActorSystem.Create("impatient", "akka.actor.ask-timeout = 20ms, akka.stdout-loglevel = OFF, akka.loggers = []");
        try
        {
            var quiet = impatient.ActorOf(Props.Create(() => new Quiet()));
            await Assert.ThrowsAsync<AskTimeoutException>(() => quiet.Ask<string>("x"));
        }
        finally
        {
            await impatient.Terminate();
        }
    }

    [Fact]
    public async Task A_thousand_asks_at_once_get_their_own_answers()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => _echo.Ask<int>(i, Probe.Patience)));
        Assert.Equal(Enumerable.Range(0, 1000), answers);
    }

    private sealed class Quiet : UntypedActor
    {
        protected override void OnReceive(object message)
        {
        }
    }

    private sealed class Namesake : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(Self.Path.Name);
    }
}
