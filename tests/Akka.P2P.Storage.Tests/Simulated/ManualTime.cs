namespace Akka.P2P.Storage.Tests.Simulated;

/// <summary>Timers that fire when the test says so.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly List<ManualTimer> _timers = [];

    public void Fire()
    {
        foreach (var timer in _timers.ToArray())
            timer.Fire();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(callback, state);
        _timers.Add(timer);
        return timer;
    }

    private sealed class ManualTimer(TimerCallback callback, object? state) : ITimer
    {
        private bool _armed;

        public void Fire()
        {
            if (!_armed)
                return;
            _armed = false;
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => _armed = dueTime != Timeout.InfiniteTimeSpan;

        public void Dispose() => _armed = false;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
