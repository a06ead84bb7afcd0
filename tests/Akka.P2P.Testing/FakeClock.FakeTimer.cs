namespace Akka.P2P.Testing;

public sealed partial class FakeClock
{
    private sealed class FakeTimer(FakeClock clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;
        private bool _disposed;

        /// <summary>Guarded by the clock's gate, like all that follows.</summary>
        public DateTimeOffset Due { get; private set; }

        public long Order { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                clock._armed.Remove(this);
                if (_disposed)
                {
                    return false;
                }

                _period = period;
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Arm(clock._now + dueTime);
                }

                return true;
            }
        }

        /// <summary>Takes the timer off the list, or sets it again when it repeats.</summary>
        public void Rearm()
        {
            clock._armed.Remove(this);
            if (_period > TimeSpan.Zero)
            {
                Arm(Due + _period);
            }
        }

        public void Fire() => callback(state);

        public void Dispose()
        {
            lock (clock._gate)
            {
                _disposed = true;
                clock._armed.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Arm(DateTimeOffset due)
        {
            Due = due;
            Order = clock._sequence++;
            clock._armed.Add(this);
            var reached = clock._waiters.Where(w => clock._armed.Count >= w.Count).ToList();
            clock._waiters = clock._waiters.Except(reached).ToList();
            reached.ForEach(w => w.Reached.TrySetResult());
        }
    }
}
