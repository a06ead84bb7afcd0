namespace Akka.P2P.Node.Operating;

/// <summary>One torrent is hashed by order at a time: hashing has every processor, and the disk. A few wait; more are refused.</summary>
internal sealed class HashTurns : IDisposable
{
    private const int MaxWaiting = 16;
    private readonly SemaphoreSlim _one = new(1, 1);
    private int _here;

    /// <returns>Ends the turn when it is disposed of.</returns>
    /// <exception cref="CommandException">Too many wait already.</exception>
    public async Task<IDisposable> TakeAsync(CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref _here) > MaxWaiting + 1)
        {
            Interlocked.Decrement(ref _here);
            throw new CommandException(ExitCode.Failed, $"{MaxWaiting} torrents wait to be hashed already: ask again when some are done.");
        }

        try
        {
            await _one.WaitAsync(cancellation);
        }
        catch
        {
            Interlocked.Decrement(ref _here);
            throw;
        }

        return new Turn(this);
    }

    public void Dispose() => _one.Dispose();

    private sealed class Turn(HashTurns turns) : IDisposable
    {
        public void Dispose()
        {
            Interlocked.Decrement(ref turns._here);
            turns._one.Release();
        }
    }
}
