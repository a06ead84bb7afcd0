namespace Akka.Remote;

using Akka.Configuration;
using Akka.Event;

/// <summary>
/// The simplest judge, right for a transport that loses nothing: a resource is lost when its last heartbeat is older than
/// one heartbeat interval plus the pause that is put up with.
/// </summary>
public class DeadlineFailureDetector : FailureDetector
{
    private const long Never = long.MinValue;

    private readonly Clock _clock;
    private readonly long _patienceMillis;
    private long _lastHeartbeat = Never;

    /// <param name="acceptableHeartbeatPause">Silence that is put up with, positive.</param>
    /// <param name="clock">Milliseconds; the machine's clock when null.</param>
    public DeadlineFailureDetector(TimeSpan acceptableHeartbeatPause, Clock? clock = null)
        : this(acceptableHeartbeatPause, TimeSpan.Zero, clock)
    {
    }

    /// <param name="acceptableHeartbeatPause">Silence that is put up with beyond the interval, positive.</param>
    /// <param name="heartbeatInterval">How often heartbeats are expected.</param>
    /// <param name="clock">Milliseconds; the machine's clock when null.</param>
    /// <exception cref="ArgumentException">The pause is not positive or the interval negative.</exception>
    public DeadlineFailureDetector(TimeSpan acceptableHeartbeatPause, TimeSpan heartbeatInterval, Clock? clock = null)
    {
        if (acceptableHeartbeatPause <= TimeSpan.Zero)
        {
            throw new ArgumentException("acceptable-heartbeat-pause must be longer than 0 s", nameof(acceptableHeartbeatPause));
        }

        if (heartbeatInterval < TimeSpan.Zero)
        {
            throw new ArgumentException("heartbeat-interval can't be negative", nameof(heartbeatInterval));
        }

        _clock = clock ?? DefaultClock;
        _patienceMillis = (long)(acceptableHeartbeatPause + heartbeatInterval).TotalMilliseconds;
    }

    /// <summary>From a section with <c>acceptable-heartbeat-pause</c> and <c>heartbeat-interval</c>.</summary>
    public DeadlineFailureDetector(Config config, EventStream eventStream)
        : this(config.GetTimeSpan("acceptable-heartbeat-pause"), config.GetTimeSpan("heartbeat-interval"))
    {
    }

    public override bool IsAvailable
    {
        get
        {
            var last = Interlocked.Read(ref _lastHeartbeat);
            return last == Never || _clock() < last + _patienceMillis;
        }
    }

    public override bool IsMonitoring => Interlocked.Read(ref _lastHeartbeat) != Never;

    public override void HeartBeat() => Interlocked.Exchange(ref _lastHeartbeat, _clock());
}
