namespace Akka.Tests.Event;

using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Tests.Support;

public class LoggersSpecs
{
    private static readonly ConcurrentDictionary<string, TaskCompletionSource<string>> Lines = new();

    [Fact]
    public async Task Configured_loggers_get_what_is_logged_from_their_level_up()
    {
        using var system = Start("first", "loglevel = INFO");
        var log = Logging.GetLogger(system, "spec");
        var line = Expect("first:");
        log.Debug("first: too low");
        log.Info("first: {0}", 1);
        Assert.Equal("INFO|first: 1", await line);
    }

    [Fact]
    public async Task Changing_the_level_resubscribes_the_loggers()
    {
        using var system = Start("second", "loglevel = ERROR");
        var log = Logging.GetLogger(system, "spec");
        var line = Expect("second:");
        log.Info("second: too low");
        system.EventStream.SetLogLevel(LogLevel.DebugLevel);
        log.Debug("second: now");
        Assert.Equal("DEBUG|second: now", await line);
    }

    [Fact]
    public void A_logger_that_does_not_exist_is_named_in_the_error()
    {
        var e = Assert.ThrowsAny<Exception>(() => ActorSystem.Create("missing", "akka { loggers = [\"No.Such.Logger, Nowhere\"], stdout-loglevel = OFF }"));
        Assert.Contains("No.Such.Logger", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Standard_output_is_a_logger_of_its_own()
    {
        var logger = new StandardOutLogger();
        Assert.Equal("akka://all-systems/StandardOutLogger", logger.Path.ToString());
        Assert.Throws<NotSupportedException>(() => logger.Provider);
        Assert.Throws<ArgumentNullException>(() => logger.Tell(null!, ActorRefs.NoSender));
        await Task.CompletedTask;
    }

    private static ActorSystem Start(string name, string hocon) => ActorSystem.Create(name, Hocon(typeof(Writer), hocon));

    private static Config Hocon(Type logger, string hocon) => ConfigurationFactory.ParseString(
        $"akka {{ loggers = [\"{logger.AssemblyQualifiedName}\"], stdout-loglevel = OFF, {hocon} }}");

    private static Task<string> Expect(string prefix) =>
        Lines.GetOrAdd(prefix, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task.WaitAsync(Probe.Patience);

    private static void Write(LogEvent logEvent)
    {
        var text = logEvent.Message.ToString()!;
        foreach (var (prefix, line) in Lines)
        {
            if (text.StartsWith(prefix, StringComparison.Ordinal))
                line.TrySetResult($"{logEvent.LogLevel().StringFor()}|{text}");
        }
    }

    public sealed class Writer : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case InitializeLogger:
                    Sender.Tell(new LoggerInitialized());
                    break;
                case LogEvent logEvent:
                    Write(logEvent);
                    break;
                default:
                    Unhandled(message);
                    break;
            }
        }
    }
}
