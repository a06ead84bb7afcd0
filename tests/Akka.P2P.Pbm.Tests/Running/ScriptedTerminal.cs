namespace Akka.P2P.Pbm.Tests.Running;

using System.Threading.Channels;
using Akka.P2P.Pbm.Editing;
using Akka.P2P.Pbm.Terminals;
using Akka.P2P.Pbm.Tests.Editing;

/// <summary>A terminal whose keys a test presses, and whose bytes it can read. What they look like on a screen is tested in a real one.</summary>
internal sealed class ScriptedTerminal : ITerminal
{
    private readonly Channel<KeyStroke?> _keys = Channel.CreateUnbounded<KeyStroke?>();
    private readonly FakeSurroundings.Growing _written = new();

    public int Columns { get; set; } = 80;

    public int Rows { get; set; } = 24;

    public bool CanMove { get; init; } = true;

    public bool Colours { get; init; }

    public bool KeyWaits => _keys.Reader.Count > 0;

    public bool KeysTaken { get; private set; }

    public string Written => _written.ToString();

    public void TakeKeys(bool taken) => KeysTaken = taken;

    public void Write(string text) => _written.Write(text);

    public Task WrittenAsync(string text) => _written.ContainsAsync(text);

    public async Task<KeyStroke?> ReadKeyAsync()
    {
        try
        {
            return await _keys.Reader.ReadAsync();
        }
        catch (ChannelClosedException)
        {
            throw new EndOfStreamException();
        }
    }

    public async Task<string?> ReadLineAsync()
    {
        var line = "";
        while (await _keys.Reader.WaitToReadAsync())
        {
            var key = await _keys.Reader.ReadAsync();
            if (key is { Key: EditKey.Enter })
                return line;
            line += key!.Value.Character;
        }

        return null;
    }

    public void Press(string keys)
    {
        foreach (var key in Keys.Read(keys))
            _keys.Writer.TryWrite(key);
    }

    public void Resize(int columns)
    {
        Columns = columns;
        _keys.Writer.TryWrite(null);
    }

    public void HangUp() => _keys.Writer.Complete();
}
