namespace Akka.TestKit.Xunit2.Internals;

using Akka.Actor;
using Akka.Event;
using Xunit.Abstractions;

/// <summary>Writes log events to the output of a test.</summary>
public class TestOutputLogger : ActorBase
{
    private readonly ITestOutputHelper _output;
    private readonly TaskCompletionSource? _ready;

    /// <summary>A logger for <c>InitializeLogger</c> to start.</summary>
    public TestOutputLogger(ITestOutputHelper output) => _output = output;

    /// <summary>A logger that starts by itself and says so.</summary>
    internal TestOutputLogger(ITestOutputHelper output, TaskCompletionSource ready)
        : this(output) => _ready = ready;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        if (_ready is not null)
        {
            Context.System.EventStream.Subscribe(Self, typeof(LogEvent));
            _ready.TrySetResult();
        }
    }

    /// <inheritdoc/>
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case LogEvent logEvent:
                Write(logEvent);
                return true;
            case InitializeLogger initialize:
                initialize.LoggingBus.Subscribe(Self, typeof(LogEvent));
                Sender.Tell(new LoggerInitialized(), Self);
                return true;
            default:
                return false;
        }
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
