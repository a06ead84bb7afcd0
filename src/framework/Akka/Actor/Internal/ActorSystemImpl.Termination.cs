namespace Akka.Actor.Internal;

public partial class ActorSystemImpl
{
    public override void RegisterOnTermination(Action code)
    {
        lock (_terminationGate)
        {
            if (!_callbacksRan)
            {
                _onTermination.Push(code);
                return;
            }
        }

        throw new InvalidOperationException("ActorSystem already terminated.");
    }

    public override Task Terminate()
    {
        if (Settings.CoordinatedShutdownRunByActorSystemTerminate)
        {
            CoordinatedShutdown.Get(this).Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance);
        }
        else
        {
            FinalTerminate();
        }

        return WhenTerminated;
    }

    public override void Abort()
    {
        if (_provider.Guardian is null)
        {
            (_scheduler as IDisposable)?.Dispose();
            _whenTerminated.TrySetResult();
            return;
        }

        FinalTerminate();
    }

    /// <summary>Stops the tree without going through CoordinatedShutdown: its last phase calls this.</summary>
    internal Task FinalTerminate()
    {
        _log.Log(Event.LogLevel.DebugLevel, null!, "System shutdown initiated");
        if (!Settings.LogDeadLettersDuringShutdown)
        {
            _deadLetterListener?.Stop();
        }

        Guardian.Stop();
        return WhenTerminated;
    }

    private async Task FinishWhenTerminated()
    {
        await _provider.TerminationTask.ConfigureAwait(false);
        (_scheduler as IDisposable)?.Dispose();
        foreach (var extension in CreatedExtensions())
        {
            (extension as IDisposable)?.Dispose();
        }

        var failures = new List<Exception>();
        while (true)
        {
            Action next;
            lock (_terminationGate)
            {
                if (!_onTermination.TryPop(out next!))
                {
                    _callbacksRan = true;
                    break;
                }
            }

            try
            {
                next();
            }
            catch (Exception e)
            {
                failures.Add(e);
            }
        }

        _dispatchers.ShutdownAll();
        if (failures.Count == 0)
        {
            _whenTerminated.TrySetResult();
        }
        else
        {
            _whenTerminated.TrySetException(failures);
        }
    }
}
