namespace Akka.Remote.Transport.Tcp;

using System.Buffers;
using Akka.Remote.Wire;

/// <summary>
/// What one system call sends: many small frames written one after the other into a pooled buffer, and big messages by
/// reference between their head and their tail, so that their bytes are never copied on the way to the socket.
/// </summary>
internal sealed class SendChunk
{
    /// <summary>A chunk takes no further frame from here on: what is urgent waits behind at most this and one frame.</summary>
    private const int FullAt = 256 * 1024;

    /// <summary>Below this, copying is cheaper than another segment.</summary>
    private const int CopyBelow = 4 * 1024;

    private const int ScratchBytes = 64 * 1024;
    private const int LittleBytes = 128;
    private const int MostSegments = 128;

    private readonly List<QueuedMessage> _messages = [];
    private byte[] _scratch;
    private int _used;
    private int _runStart;

    /// <param name="atLeast">Bytes that the first frame needs.</param>
    /// <param name="forLittle">
    /// It is for heartbeats and acknowledgements, most of which are alone: thousands of connections send one in the same moment, and the
    /// usual buffer for each would be more than the pool has. It gets that buffer when more comes.
    /// </param>
    public SendChunk(int atLeast, bool forLittle) => _scratch = ArrayPool<byte>.Shared.Rent(Math.Max(forLittle ? LittleBytes : ScratchBytes, atLeast));

    /// <summary>It has the usual buffer, and is worth being used again.</summary>
    public bool IsUsual => _scratch.Length >= ScratchBytes;

    public List<ArraySegment<byte>> Segments { get; } = new(16);

    public int Bytes { get; private set; }

    public IReadOnlyList<QueuedMessage> Messages => _messages;

    /// <summary>Bytes of the pooled buffer that a frame needs.</summary>
    public static int ScratchFor(in EnvelopeLayout layout, int messageLength) =>
        layout.HeadLength + layout.TailLength + (messageLength < CopyBelow ? messageLength : 0);

    /// <summary>Whether a frame can be added; takes the usual buffer if that makes the room.</summary>
    /// <param name="scratch">As <see cref="ScratchFor"/> says.</param>
    public bool MakeRoom(int scratch)
    {
        if (Bytes >= FullAt || Segments.Count >= MostSegments)
        {
            return false;
        }

        if (_scratch.Length - _used >= scratch)
        {
            return true;
        }

        // A segment may lie in the buffer, which then has to stay where it is.
        if (IsUsual || Segments.Count > 0 || _used + scratch > ScratchBytes)
        {
            return false;
        }

        var larger = ArrayPool<byte>.Shared.Rent(ScratchBytes);
        _scratch.AsSpan(0, _used).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_scratch);
        _scratch = larger;
        return true;
    }

    public void Add(in EnvelopeLayout layout, byte[] message)
    {
        layout.WriteHead(_scratch.AsSpan(_used));
        _used += layout.HeadLength;
        if (message.Length < CopyBelow)
        {
            message.CopyTo(_scratch.AsSpan(_used));
            _used += message.Length;
        }
        else
        {
            EndRun();
            Segments.Add(message);
        }

        layout.WriteTail(_scratch.AsSpan(_used));
        _used += layout.TailLength;
        Bytes += layout.HeadLength + message.Length + layout.TailLength;
    }

    public void Remember(in QueuedMessage message) => _messages.Add(message);

    public void Add(ReadOnlySpan<byte> frame)
    {
        frame.CopyTo(_scratch.AsSpan(_used));
        _used += frame.Length;
        Bytes += frame.Length;
    }

    /// <summary>Makes <see cref="Segments"/> complete. Nothing is added afterwards.</summary>
    public void Seal() => EndRun();

    public void Reset()
    {
        Segments.Clear();
        _messages.Clear();
        _used = _runStart = Bytes = 0;
    }

    /// <summary>Gives the buffer back. The chunk is of no more use.</summary>
    public void Release()
    {
        var scratch = _scratch;
        _scratch = [];
        Reset();
        if (scratch.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(scratch);
        }
    }

    private void EndRun()
    {
        if (_used > _runStart)
        {
            Segments.Add(new ArraySegment<byte>(_scratch, _runStart, _used - _runStart));
            _runStart = _used;
        }
    }
}
