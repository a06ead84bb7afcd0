namespace Akka.Tests.Event;

using Akka.Actor;
using Akka.Event;
using Akka.Tests.Support;

public class LoggingSpecs : SystemSpec
{
    private readonly Probe _log;

    public LoggingSpecs()
        : base("akka.loglevel = DEBUG")
    {
        _log = NewProbe();
        Sys.EventStream.Subscribe(_log.Ref, typeof(LogEvent));
    }

    private ILoggingAdapter Adapter => Logging.GetLogger(Sys, this);

    [Fact]
    public async Task Each_level_publishes_its_event()
    {
        Adapter.Debug("d");
        Adapter.Info("i");
        Adapter.Warning("w");
        Adapter.Error("e");
        Assert.Equal("d", (await _log.Next<Debug>()).Message.ToString());
        Assert.Equal("i", (await _log.Next<Info>()).Message.ToString());
        Assert.Equal("w", (await _log.Next<Warning>()).Message.ToString());
        Assert.Equal("e", (await _log.Next<Error>()).Message.ToString());
    }

    [Fact]
    public async Task Arguments_fill_the_template()
    {
        Adapter.Info("{0} of {1:N2} and {0}", "one", 2.5);
        Assert.Equal("one of 2.50 and one", (await _log.Next<Info>()).Message.ToString());
    }

    [Fact]
    public async Task Seven_arguments_go_in_an_array()
    {
        Adapter.Warning("{0}{1}{2}{3}{4}{5}{6}", new object[] { 1, 2, 3, 4, 5, 6, 7 });
        Assert.Equal("1234567", (await _log.Next<Warning>()).Message.ToString());
    }

    [Fact]
    public async Task A_text_without_arguments_keeps_its_braces()
    {
        Adapter.Info("{0} {");
        Assert.Equal("{0} {", (await _log.Next<Info>()).Message.ToString());
    }

    [Fact]
    public async Task An_event_carries_its_cause_and_shows_it()
    {
        var cause = new InvalidOperationException("boom");
        Adapter.Error(cause, "while {0}", "working");
        var error = await _log.Next<Error>();
        Assert.Same(cause, error.Cause);
        Assert.Contains("while working", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("boom", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Formatting_happens_where_the_event_is_read_not_where_it_is_logged()
    {
        var noisy = new Counting();
        Adapter.Info("{0}", noisy);
        var seen = await _log.Next<Info>();
        Assert.Equal(0, noisy.Asked);
        Assert.Equal("counted", seen.Message.ToString());
        Assert.Equal(1, noisy.Asked);
    }

    [Fact]
    public async Task A_level_that_is_off_makes_no_event()
    {
        Sys.EventStream.SetLogLevel(LogLevel.WarningLevel);
        Assert.False(Adapter.IsInfoEnabled);
        Assert.True(Adapter.IsWarningEnabled);
        Adapter.Info("no");
        Adapter.Warning("yes");
        Assert.Equal("yes", (await _log.Next<Warning>()).Message.ToString());
    }

    [Fact]
    public async Task An_actors_logger_names_its_path_and_class()
    {
        Sys.ActorOf(Props.Create(() => new Talker()), "talker").Tell("hello");
        var info = await _log.Next<Info>();
        Assert.StartsWith("akka://spec/user/talker", info.LogSource, StringComparison.Ordinal);
        Assert.Equal(typeof(Talker), info.LogClass);
        Assert.Equal("hello", info.Message.ToString());
    }

    [Theory]
    [InlineData("debug", LogLevel.DebugLevel, typeof(Debug))]
    [InlineData("INFO", LogLevel.InfoLevel, typeof(Info))]
    [InlineData("Warning", LogLevel.WarningLevel, typeof(Warning))]
    [InlineData("ERROR", LogLevel.ErrorLevel, typeof(Error))]
    public void Names_levels_and_types_belong_together(string name, LogLevel level, Type type)
    {
        Assert.Equal(level, Logging.LogLevelFor(name));
        Assert.Equal(name.ToUpperInvariant(), level.StringFor());
        Assert.Equal(type, level.ClassFor());
    }

    [Fact]
    public void An_unknown_level_is_refused() => Assert.Throws<ArgumentException>(() => Logging.LogLevelFor("LOUD"));

    [Fact]
    public void NoLogger_takes_everything_and_is_never_enabled()
    {
        NoLogger.Instance.Error("x");
        Assert.False(NoLogger.Instance.IsErrorEnabled);
    }

    private sealed class Counting
    {
        public int Asked { get; private set; }

        public override string ToString()
        {
            Asked++;
            return "counted";
        }
    }

    private sealed class Talker : UntypedActor
    {
        private readonly ILoggingAdapter _adapter = Context.GetLogger();

        protected override void OnReceive(object message) => _adapter.Info("{0}", message);
    }
}
