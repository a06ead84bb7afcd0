namespace Akka.P2P.EndToEnd.Tests;

using Akka.Configuration;
using Akka.Event;
using Akka.Remote;

/// <summary>Akka's own failure detector, which tells its system's event stream of each heartbeat, so that a test can wait for one.</summary>
public sealed class TellingDetector(Config config, EventStream stream) : PhiAccrualFailureDetector(config, stream)
{
    private readonly EventStream _stream = stream;
    private int _heard;

    public override void HeartBeat()
    {
        base.HeartBeat();
        _stream.Publish(new Heard(Interlocked.Increment(ref _heard)));
    }

    /// <param name="Count">The first one may be made up by the watcher, so that silence from the start is noticed; later ones were heard.</param>
    public sealed record Heard(int Count);
}
