namespace Akka.Pattern;

using System.Runtime.ExceptionServices;
using Akka.Actor;

/// <content>The calls, and what their ends do to the state.</content>
public partial class CircuitBreaker
{
    /// <summary>Makes a call, or refuses it with <see cref="OpenCircuitException"/>. It fails with <see cref="TimeoutException"/> if it takes too long.</summary>
    public Task<T> WithCircuitBreaker<T>(Func<Task<T>> body) => WithCircuitBreaker(body, static b => b());

    /// <summary>The same, with a state for the call.</summary>
    public async Task<T> WithCircuitBreaker<T, TState>(TState state, Func<TState, Task<T>> body)
    {
        var trial = Enter();
        try
        {
            var result = await body(state).WaitAsync(CallTimeout).ConfigureAwait(false);
            CallSucceeded(trial);
            return result;
        }
        catch (Exception e)
        {
            CallFailed(trial, e);
            throw;
        }
    }

    /// <summary>Makes a call without a result.</summary>
    public Task WithCircuitBreaker(Func<Task> body) => WithCircuitBreaker(body, static b => b());

    /// <summary>The same, with a state for the call.</summary>
    public Task WithCircuitBreaker<TState>(TState state, Func<TState, Task> body) => WithCircuitBreaker(
        (state, body),
        static async call =>
        {
            await call.body(call.state).ConfigureAwait(false);
            return Done.Instance;
        });

    /// <summary>Makes a call on this thread; one that took too long counts as failed, and throws <see cref="TimeoutException"/>.</summary>
    public void WithSyncCircuitBreaker(Action body) => WithSyncCircuitBreaker(() =>
    {
        body();
        return Done.Instance;
    });

    /// <summary>Makes a call on this thread; one that took too long counts as failed, and throws <see cref="TimeoutException"/>.</summary>
    public T WithSyncCircuitBreaker<T>(Func<T> body)
    {
        var trial = Enter();
        var start = TimeProvider.System.GetTimestamp();
        T result;
        try
        {
            result = body();
            if (TimeProvider.System.GetElapsedTime(start) is var took && took > CallTimeout)
                throw new TimeoutException($"Execution did not complete within the time allotted {CallTimeout}: it took {took}.");
        }
        catch (Exception e)
        {
            CallFailed(trial, e);
            ExceptionDispatchInfo.Throw(e);
            throw;
        }

        CallSucceeded(trial);
        return result;
    }

    /// <summary>Counts a success, as if a call had ended well.</summary>
    public void Succeed() => CallSucceeded(Is(State.HalfOpen));

    /// <summary>Counts a failure, as if a call had failed.</summary>
    public void Fail() => CallFailed(Is(State.HalfOpen), new UserCalledFailException());

    /// <summary>Lets a call in. True if it is the one trial.</summary>
    private bool Enter()
    {
        lock (changing)
        {
            switch (state)
            {
                case State.Closed:
                    return false;
                case State.HalfOpen when !trialUnderWay:
                    return trialUnderWay = true;
                case State.HalfOpen:
                    throw new OpenCircuitException(lastCaught, TimeSpan.Zero);
                default:
                    var left = opensUntil - Scheduler.MonotonicClock;
                    throw new OpenCircuitException(lastCaught, left > TimeSpan.Zero ? left : TimeSpan.Zero);
            }
        }
    }

    private void CallSucceeded(bool trial)
    {
        Action[] callbacks = [];
        lock (changing)
        {
            // A call that began before the breaker opened says nothing about now.
            if (state == State.Closed)
            {
                failures = 0;
            }
            else if (state == State.HalfOpen && trial)
            {
                state = State.Closed;
                failures = 0;
                nextReset = ResetTimeout;
                callbacks = [.. onClose];
            }
        }

        Notify(callbacks);
    }

    private void CallFailed(bool trial, Exception cause)
    {
        Action[] callbacks = [];
        lock (changing)
        {
            lastCaught = cause;
            if (state == State.Closed && ++failures >= MaxFailures)
            {
                callbacks = Open();
            }
            else if (state == State.HalfOpen && trial)
            {
                var longer = nextReset * ExponentialBackoffFactor;
                nextReset = longer < MaxResetTimeout ? longer : MaxResetTimeout;
                callbacks = Open();
            }
        }

        Notify(callbacks);
    }

    private Action[] Open()
    {
        state = State.Open;
        trialUnderWay = false;
        var number = ++opening;
        var wait = nextReset * (1.0 + (Random.Shared.NextDouble() * RandomFactor));
        opensUntil = Scheduler.MonotonicClock + wait;
        Scheduler.Advanced.ScheduleOnce(wait, () => AttemptReset(number));
        return [.. onOpen];
    }

    private void AttemptReset(int number)
    {
        Action[] callbacks;
        lock (changing)
        {
            if (state != State.Open || number != opening)
                return;
            state = State.HalfOpen;
            trialUnderWay = false;
            callbacks = [.. onHalfOpen];
        }

        Notify(callbacks);
    }

    private static void Notify(Action[] callbacks)
    {
        if (callbacks.Length > 0)
            _ = Task.Run(() => Array.ForEach(callbacks, c => c()));
    }
}
