namespace Akka.P2P.Storage.Parts;

/// <summary>
/// Lets many pass at once, or one alone: readers and writers of files share it, a rename has it for itself. Who wants it alone
/// waits for those inside, and those who come later wait for him.
/// </summary>
internal sealed class SharedGate
{
    private readonly Lock _gate = new();
    private int _inside;
    private TaskCompletionSource? _alone;
    private TaskCompletionSource? _empty;

    public async ValueTask EnterAsync(CancellationToken ct)
    {
        while (true)
        {
            Task wait;
            lock (_gate)
            {
                if (_alone is null)
                {
                    _inside++;
                    return;
                }

                wait = _alone.Task;
            }

            await wait.WaitAsync(ct).ConfigureAwait(false);
        }
    }

    public void Leave()
    {
        lock (_gate)
        {
            if (--_inside == 0)
                _empty?.TrySetResult();
        }
    }

    /// <summary>Only one caller at a time may ask for it.</summary>
    public async ValueTask EnterAloneAsync()
    {
        Task wait;
        lock (_gate)
        {
            _alone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _empty = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_inside == 0)
                _empty.SetResult();
            wait = _empty.Task;
        }

        await wait.ConfigureAwait(false);
    }

    public void LeaveAlone()
    {
        lock (_gate)
        {
            _alone?.SetResult();
            _alone = null;
            _empty = null;
        }
    }
}
