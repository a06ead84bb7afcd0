namespace Akka.P2P.Actors.Metering;

/// <summary>Something that only grows. Any thread may call.</summary>
public sealed class Total
{
    private long _value;

    public long Value => Interlocked.Read(ref _value);

    public void Add(long count) => Interlocked.Add(ref _value, count);
}

/// <summary>Something that is so much at the moment: the sum of what several owners say of themselves. Any thread may look.</summary>
public sealed class Level
{
    private long _value;

    public long Value => Interlocked.Read(ref _value);

    /// <summary>A part of it for one owner, who alone sets it, and ends it.</summary>
    public Part Join() => new(this);

    /// <summary>One owner's part; nothing once it is disposed of.</summary>
    public sealed class Part(Level level) : IDisposable
    {
        private long _mine;

        public void Set(long value)
        {
            if (value == _mine)
                return;
            Interlocked.Add(ref level._value, value - _mine);
            _mine = value;
        }

        public void Dispose() => Set(0);
    }
}
