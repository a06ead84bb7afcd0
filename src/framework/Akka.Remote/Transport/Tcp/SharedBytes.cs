namespace Akka.Remote.Transport.Tcp;

/// <summary>Counts bytes that many hold of one amount.</summary>
internal sealed class SharedBytes(long most)
{
    private long _held;

    /// <summary>Below zero when more is held than there was.</summary>
    public long Left => most - Interlocked.Read(ref _held);

    /// <summary>Takes some, or gives them back.</summary>
    public void Add(long bytes) => Interlocked.Add(ref _held, bytes);
}
