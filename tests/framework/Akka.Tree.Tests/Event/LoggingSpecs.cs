namespace Akka.Tree.Tests.Event;

using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Tests.Support;

public class LoggingSpecs : SystemSpec
{
    private static readonly TaskCompletionSource<string> Muted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly Probe _log;

    public LoggingSpecs()
        : base("akka.loglevel = DEBUG")
    {
        _log = NewProbe();
        Sys.EventStream.Subscribe(_log.Ref, typeof(LogEvent));
    }

    [Fact]
    public async Task A_template_that_does_not_fit_still_says_everything()
    {
        Logging.GetLogger(Sys, this).Info("{0} {1} {5}", "a", "b");
        var text = (await _log.Next<Info>()).Message.ToString()!;
        Assert.Contains("{5}", text, StringComparison.Ordinal);
        Assert.Contains("a, b", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Sources_are_named_by_their_kind()
    {
        Assert.Equal("text (akka://spec)", LogSource.Create("text", Sys).Source);
        Assert.Equal("LoggingSpecs (akka://spec)", LogSource.Create(typeof(LoggingSpecs), Sys).Source);
        Assert.Equal("LoggingSpecs (akka://spec)", LogSource.Create(this, Sys).Source);
        Assert.Equal(typeof(LoggingSpecs), LogSource.Create(this, Sys).Type);
        Assert.Equal(_log.Ref.Path.ToString(), LogSource.Create(_log.Ref, Sys).Source);
    }

    [Fact]
    public async Task A_logger_that_never_answers_delays_the_start_only_until_the_timeout_and_still_logs()
    {
        using var system = ActorSystem.Create("mute", ConfigurationFactory.ParseString(
            $"akka {{ loggers = [\"{typeof(Mute).AssemblyQualifiedName}\"], stdout-loglevel = OFF, loglevel = INFO, logger-startup-timeout = 50ms }}"));
        Logging.GetLogger(system, "spec").Info("mute: x");
        Assert.Equal("mute: x", await Muted.Task.WaitAsync(Probe.Patience));
    }

    [Fact]
    public void A_logger_may_ask_for_the_mailbox_of_loggers() =>
        Assert.StartsWith("akka://spec/user/", Sys.ActorOf(Props.Create(() => new Mute())).Path.ToString(), StringComparison.Ordinal);

    public sealed class Mute : UntypedActor, Akka.Dispatch.IRequiresMessageQueue<ILoggerMessageQueueSemantics>
    {
        protected override void OnReceive(object message)
        {
            if (message is LogEvent logEvent && logEvent.Message.ToString() is { } text && text.StartsWith("mute:", StringComparison.Ordinal))
                Muted.TrySetResult(text);
        }
    }
}
