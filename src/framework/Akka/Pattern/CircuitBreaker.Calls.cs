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
        lock (_changing)
        {
            switch (_state)
            {
                case State.Closed:
                    return false;
                case State.HalfOpen when !_trialUnderWay:
                    return _trialUnderWay = true;
                case State.HalfOpen:
                    throw new OpenCircuitException(_lastCaught, TimeSpan.Zero);
                default:
                    var left = _opensUntil - Scheduler.MonotonicClock;
                    throw new OpenCircuitException(_lastCaught, left > TimeSpan.Zero ? left : TimeSpan.Zero);
            }
        }
    }

    private void CallSucceeded(bool trial)
    {
        Action[] callbacks = [];
        lock (_changing)
        {
            // A call that began before the breaker opened says nothing about now.
            if (_state == State.Closed)
            {
                _failures = 0;
            }
            else if (_state == State.HalfOpen && trial)
            {
                _state = State.Closed;
                _failures = 0;
                _nextReset = ResetTimeout;
                callbacks = [.. _onClose];
            }
        }

        Notify(callbacks);
    }

    private void CallFailed(bool trial, Exception cause)
    {
        Action[] callbacks = [];
        lock (_changing)
        {
            _lastCaught = cause;
            if (_state == State.Closed && ++_failures >= MaxFailures)
            {
                callbacks = Open();
            }
            else if (_state == State.HalfOpen && trial)
            {
                var longer = _nextReset * ExponentialBackoffFactor;
                _nextReset = longer < MaxResetTimeout ? longer : MaxResetTimeout;
                callbacks = Open();
            }
        }

        Notify(callbacks);
    }

    private Action[] Open()
    {
        _state = State.Open;
        _trialUnderWay = false;
        var number = ++_opening;
        var wait = _nextReset * (1.0 + (Random.Shared.NextDouble() * RandomFactor));
        _opensUntil = Scheduler.MonotonicClock + wait;
        Scheduler.Advanced.ScheduleOnce(wait, () => AttemptReset(number));
        return [.. _onOpen];
    }

    private void AttemptReset(int number)
    {
        Action[] callbacks;
        lock (_changing)
        {
            if (_state != State.Open || number != _opening)
                return;
            _state = State.HalfOpen;
            _trialUnderWay = false;
            callbacks = [.. _onHalfOpen];
        }

        Notify(callbacks);
    }

    private static void Notify(Action[] callbacks)
    {
        if (callbacks.Length > 0)
            _ = Task.Run(() => Array.ForEach(callbacks, c => c()));
    }
}
