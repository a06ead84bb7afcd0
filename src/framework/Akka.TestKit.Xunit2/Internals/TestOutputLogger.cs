namespace Akka.TestKit.Xunit2.Internals;

using Akka.Actor;
using Akka.Event;
using Xunit.Abstractions;

/// <summary>Writes log events to the output of a test.</summary>
public class TestOutputLogger : ReceiveActor
{
    private readonly ITestOutputHelper _output;

    /// <summary>A logger that <c>InitializeLogger</c> starts.</summary>
    public TestOutputLogger(ITestOutputHelper output)
    {
        _output = output;
        Receive<LogEvent>(logEvent => Write(logEvent));
        Receive<InitializeLogger>(initialize =>
        {
            initialize.LoggingBus.Subscribe(Self, typeof(LogEvent));
            Sender.Tell(new LoggerInitialized(), Self);
        });
    }

    /// <summary>A logger that starts by itself and says so.</summary>
    internal TestOutputLogger(ITestOutputHelper output, TaskCompletionSource ready)
        : this(output)
    {
        Context.System.EventStream.Subscribe(Self, typeof(LogEvent));
        ready.TrySetResult();
    }

    private void Write(LogEvent logEvent)
    {
        try
        {
            _output.WriteLine(Text(logEvent));
        }
        catch (InvalidOperationException)
        {
            // The test is over: what its system still logs while it ends belongs to no test's output.
        }
    }

    private static string Text(LogEvent logEvent)
    {
        try
        {
            return logEvent.ToString()!;
        }
        catch (FormatException e)
        {
            return $"[{logEvent.LogLevel()}][{logEvent.LogSource}] A log message does not fit its arguments: {e.Message}";
        }
    }
}
