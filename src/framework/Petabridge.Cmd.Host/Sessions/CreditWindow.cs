namespace Petabridge.Cmd.Host.Sessions;

/// <summary>
/// How much of a command's answers its console still takes. Taken from by the session, refilled by the connection, closed by either
/// when the command ends. Positive is enough to send, whatever the size, so that one long answer never gets stuck.
/// </summary>
internal sealed class CreditWindow
{
    private readonly Lock _gate = new();
    private readonly long _size;
    private long _left;
    private bool _closed;
    private TaskCompletionSource<bool>? _waiting;

    public CreditWindow(long size)
    {
        _size = size;
        _left = size;
    }

    /// <returns>True at once when there is credit; false at once when closed; else a task that ends with either.</returns>
    public Task<bool> TakeAsync(int cost)
    {
        lock (_gate)
        {
            if (_closed)
                return Task.FromResult(false);
            if (_left > 0)
            {
                _left -= cost;
                return Task.FromResult(true);
            }

            _waiting = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            return WaitAsync(_waiting.Task, cost);
        }
    }

    /// <summary>Gives back what was read, never more than was there at first.</summary>
    public void Give(int cost)
    {
        TaskCompletionSource<bool>? waiting = null;
        lock (_gate)
        {
            _left = Math.Min(_size, _left + Math.Max(0, cost));
            if (_left > 0)
                (waiting, _waiting) = (_waiting, null);
        }

        waiting?.TrySetResult(true);
    }

    public void Close()
    {
        TaskCompletionSource<bool>? waiting;
        lock (_gate)
        {
            _closed = true;
            (waiting, _waiting) = (_waiting, null);
        }

        waiting?.TrySetResult(false);
    }

    private async Task<bool> WaitAsync(Task<bool> refilled, int cost) => await refilled.ConfigureAwait(false) && await TakeAsync(cost).ConfigureAwait(false);
}
