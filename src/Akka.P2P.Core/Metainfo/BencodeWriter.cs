namespace Akka.P2P.Core.Metainfo;

using System.Buffers;
using System.Buffers.Text;
using System.Text;

/// <summary>Writes bencoded bytes (BEP 3). The caller gives keys in the order of their raw bytes; another order is a bug and throws.</summary>
public sealed class BencodeWriter
{
    private readonly ArrayBufferWriter<byte> _out = new(1024);
    // One entry a level: the last key of a dictionary, empty before the first; null for a list.
    private readonly Stack<Level> _levels = new();

    public ReadOnlyMemory<byte> Written => _out.WrittenMemory;

    public void WriteInteger(long value)
    {
        Value();
        Append('i');
        AppendNumber(value);
        Append('e');
    }

    public void WriteBytes(ReadOnlySpan<byte> value)
    {
        Value();
        AppendString(value);
    }

    public void WriteText(string value) => WriteBytes(Encoding.UTF8.GetBytes(value));

    /// <summary>A value that is bencoded already.</summary>
    public void WriteRaw(ReadOnlySpan<byte> encoded)
    {
        Value();
        _out.Write(encoded);
    }

    public void StartList()
    {
        Value();
        Append('l');
        _levels.Push(new Level(IsList: true));
    }

    public void StartDictionary()
    {
        Value();
        Append('d');
        _levels.Push(new Level(IsList: false));
    }

    /// <exception cref="InvalidOperationException">Not in a dictionary, or the key is out of order.</exception>
    public void WriteKey(ReadOnlySpan<byte> key)
    {
        if (!_levels.TryPeek(out var level) || level.IsList || level.WantsValue)
            throw new InvalidOperationException("A key does not belong here.");
        if (level.LastKey is not null && key.SequenceCompareTo(level.LastKey) <= 0)
            throw new InvalidOperationException("Keys are written in the order of their bytes, each once.");
        level.LastKey = key.ToArray();
        level.WantsValue = true;
        AppendString(key);
    }

    /// <summary>Ends the innermost list or dictionary.</summary>
    public void End()
    {
        if (!_levels.TryPop(out var level) || level.WantsValue)
            throw new InvalidOperationException("Nothing ends here.");
        Append('e');
    }

    private void Value()
    {
        if (!_levels.TryPeek(out var level) || level.IsList)
            return;
        if (!level.WantsValue)
            throw new InvalidOperationException("A value in a dictionary wants a key before it.");
        level.WantsValue = false;
    }

    private void AppendString(ReadOnlySpan<byte> value)
    {
        AppendNumber(value.Length);
        Append(':');
        _out.Write(value);
    }

    private void AppendNumber(long value)
    {
        Utf8Formatter.TryFormat(value, _out.GetSpan(20), out var written);
        _out.Advance(written);
    }

    private void Append(char c)
    {
        _out.GetSpan(1)[0] = (byte)c;
        _out.Advance(1);
    }

    private sealed record Level(bool IsList)
    {
        public byte[]? LastKey { get; set; }

        public bool WantsValue { get; set; }
    }
}
