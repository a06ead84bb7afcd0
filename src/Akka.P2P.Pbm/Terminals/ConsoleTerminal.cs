namespace Akka.P2P.Pbm.Terminals;

using System.Runtime.InteropServices;
using System.Threading.Channels;
using Akka.P2P.Pbm.Editing;

/// <summary>The terminal of this process.</summary>
/// <remarks>A key is read by a thread of its own, because nothing can call back a read of a terminal, and only when it is asked for.</remarks>
internal sealed class ConsoleTerminal : ITerminal, IDisposable
{
    private readonly Channel<KeyStroke?> _keys = Channel.CreateUnbounded<KeyStroke?>();
    private readonly SemaphoreSlim _wanted = new(0);
    private readonly PosixSignalRegistration? _resized;
    private bool _asked;
    private bool _started;

    public ConsoleTerminal()
    {
        CanMove = Environment.GetEnvironmentVariable("TERM") is not "dumb" || OperatingSystem.IsWindows();
        if (!OperatingSystem.IsWindows())
            _resized = PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => _keys.Writer.TryWrite(null));
    }

    public int Columns => Size(() => Console.WindowWidth, 80);

    public int Rows => Size(() => Console.WindowHeight, 24);

    public bool CanMove { get; }

    public bool Colours => HasColours;

    public static bool HasColours { get; } =
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") is not "dumb";

    public bool KeyWaits => _keys.Reader.Count > 0 || Console.KeyAvailable;

    public void TakeKeys(bool taken) => Console.TreatControlCAsInput = taken;

    public void Write(string text)
    {
        Console.Out.Write(text);
        Console.Out.Flush();
    }

    public async Task<KeyStroke?> ReadKeyAsync()
    {
        if (!_started)
        {
            _started = true;
            new Thread(ReadKeys) { IsBackground = true, Name = "keys" }.Start();
        }

        if (!_asked)
        {
            _asked = true;
            _wanted.Release();
        }

        KeyStroke? key;
        try
        {
            key = await _keys.Reader.ReadAsync();
        }
        catch (ChannelClosedException)
        {
            throw new EndOfStreamException("The terminal is gone.");
        }

        if (key is not null)
            _asked = false;
        return key;
    }

    public async Task<string?> ReadLineAsync() => await Task.Factory.StartNew(
        Console.In.ReadLine, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public void Dispose() => _resized?.Dispose();

    private void ReadKeys()
    {
        while (true)
        {
            _wanted.Wait();
            try
            {
                _keys.Writer.TryWrite(KeyMap.Read(Console.ReadKey(intercept: true)));
            }
            catch (Exception gone) when (gone is InvalidOperationException or IOException)
            {
                _keys.Writer.TryComplete();
                return;
            }
        }
    }

    // A terminal may have no size (a serial line), and may vanish between two looks.
    private static int Size(Func<int> look, int otherwise)
    {
        try
        {
            return look() is > 0 and var size ? size : otherwise;
        }
        catch (Exception unknown) when (unknown is IOException or ArgumentOutOfRangeException or PlatformNotSupportedException)
        {
            return otherwise;
        }
    }
}
