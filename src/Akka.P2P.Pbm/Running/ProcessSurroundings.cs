namespace Akka.P2P.Pbm.Running;

using System.Text;
using Akka.P2P.Pbm.Terminals;
using Microsoft.Win32.SafeHandles;

/// <summary>The process as it is.</summary>
internal sealed class ProcessSurroundings : ISurroundings, IDisposable
{
    private readonly SignalInterrupts _interrupts = new();
    private readonly ConsoleTerminal? _terminal;

    public ProcessSurroundings()
    {
        Output = Console.IsOutputRedirected ? Pipe() : Console.Out;
        Errors = Console.Error;
        ColourErrors = !Console.IsErrorRedirected && ConsoleTerminal.HasColours;
        if (!Console.IsInputRedirected && !Console.IsOutputRedirected)
            _terminal = new ConsoleTerminal();
    }

    public TextWriter Output { get; }

    public TextWriter Errors { get; }

    public TextReader Input => Console.In;

    public ITerminal? Terminal => _terminal;

    public bool ColourErrors { get; }

    public IInterrupts Interrupts => _interrupts;

    public string? HistoryFile
    {
        get
        {
            var state = Environment("XDG_STATE_HOME") is { Length: > 0 } said && Path.IsPathRooted(said)
                ? said
                : OperatingSystem.IsWindows()
                    ? System.Environment.GetFolderPath(System.Environment.SpecialFolder.LocalApplicationData)
                    : System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile) is { Length: > 0 } home ? Path.Combine(home, ".local", "state") : "";
            return state.Length == 0 ? null : Path.Combine(state, "akka-p2p", "pbm-history");
        }
    }

    public string? Environment(string variable) => System.Environment.GetEnvironmentVariable(variable);

    public void Dispose()
    {
        _terminal?.Dispose();
        _interrupts.Dispose();
    }

    // Console.Out says nothing when who reads it is gone, and a stream of answers would go on for ever.
    private static StreamWriter Pipe() => new(OpenPipe(), new UTF8Encoding(false), 16 << 10);

    private static Stream OpenPipe()
    {
        if (!OperatingSystem.IsWindows())
        {
            var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 1);
            // In a file it would write to places that it counts itself, and what a script writes next would stand over it.
            if (!stream.CanSeek)
                return stream;
        }

        return Console.OpenStandardOutput();
    }
}
