namespace Akka.P2P.Pbm.Tests.Running;

using System.Text;
using Akka.P2P.Pbm.Running;
using Akka.P2P.Pbm.Terminals;
using Akka.P2P.Testing;

/// <summary>A process that isn't one: what the program writes is text, what it reads is said before, and Ctrl+C is a call.</summary>
internal sealed class FakeSurroundings : ISurroundings
{
    private readonly Growing _output = new();
    private readonly Growing _errors = new();
    // The machine may be loaded: no test is about how fast a host in this process answers.
    private readonly Dictionary<string, string> _environment = new() { ["PBM_TIMEOUT"] = "60" };

    public TextWriter Output => OutputFailure is { } failure ? new Gone(failure) : _output;

    public TextWriter Errors => _errors;

    public TextReader Input { get; init; } = TextReader.Null;

    public ITerminal? Terminal { get; init; }

    public bool ColourErrors { get; init; }

    /// <summary>What every write to the output throws.</summary>
    public Exception? OutputFailure { get; init; }

    public FakeInterrupts Fake { get; } = new();

    public IInterrupts Interrupts => Fake;

    public string? HistoryFile { get; init; }

    public string OutputText => _output.ToString();

    public string ErrorText => _errors.ToString();

    public FakeSurroundings With(string variable, string value)
    {
        _environment[variable] = value;
        return this;
    }

    public string? Environment(string variable) => _environment.GetValueOrDefault(variable);

    /// <summary>Waits until the text has been written.</summary>
    public Task WrittenAsync(string text) => _output.ContainsAsync(text);

    public Task ErrorWrittenAsync(string text) => _errors.ContainsAsync(text);

    /// <summary>Runs the program; an end that doesn't come is a failure.</summary>
    public Task<int> RunAsync(params string[] arguments) =>
        Task.Run(() => PbmProgram.RunAsync(arguments, this)).Within($"pbm {string.Join(' ', arguments)} to end; output '{OutputText}', errors '{ErrorText}'", TimeSpan.FromSeconds(180));

    internal sealed class Growing : TextWriter
    {
        private readonly StringBuilder _text = new();
        private readonly Lock _gate = new();
        private TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => Write(value.ToString());

        public override void Write(string? value)
        {
            lock (_gate)
            {
                _text.Append(value);
                _grown.TrySetResult();
                _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        public async Task ContainsAsync(string text)
        {
            while (true)
            {
                Task grown;
                lock (_gate)
                {
                    if (_text.ToString().Contains(text, StringComparison.Ordinal))
                        return;
                    grown = _grown.Task;
                }

                await grown.Within($"'{text}' in '{this}'", TimeSpan.FromSeconds(60));
            }
        }

        public override string ToString()
        {
            lock (_gate)
                return _text.ToString();
        }
    }

    private sealed class Gone(Exception failure) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => throw failure;
    }
}

/// <summary>Ctrl+C that a test presses.</summary>
internal sealed class FakeInterrupts : IInterrupts
{
    private CancellationTokenSource? _current;

    public IInterruptible Begin(bool secondEnds)
    {
        var source = new CancellationTokenSource();
        _current = source;
        return new Scope(source);
    }

    public void Press() => _current!.Cancel();

    private sealed class Scope(CancellationTokenSource source) : IInterruptible
    {
        public CancellationToken Token => source.Token;

        public void Dispose()
        {
        }
    }
}
