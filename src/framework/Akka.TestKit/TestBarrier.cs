namespace Akka.TestKit;

/// <summary>A meeting point of several threads. Every wait has a limit, multiplied by the time factor.</summary>
public class TestBarrier
{
    /// <summary>The limit of a wait that names none: 5 s.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    private readonly TestKitBase _testKit;
    private readonly int _count;
    private readonly TimeSpan _defaultTimeout;
    private Barrier _barrier;

    /// <summary>Meets when <paramref name="count"/> threads wait.</summary>
    public TestBarrier(TestKitBase testKit, int count, TimeSpan? defaultTimeout = null)
    {
        _testKit = testKit;
        _count = count;
        _defaultTimeout = defaultTimeout ?? testKit.TestKitSettings.DefaultTimeout;
        _barrier = new Barrier(count);
    }

    /// <summary>Waits for the others, at most the default limit.</summary>
    /// <exception cref="TimeoutException">Not all came.</exception>
    public void Await() => Await(_defaultTimeout);

    /// <summary>Waits for the others, at most <paramref name="timeout"/>.</summary>
    /// <exception cref="TimeoutException">Not all came.</exception>
    public void Await(TimeSpan timeout)
    {
        var barrier = _barrier;
        if (!barrier.SignalAndWait(_testKit.Dilated(timeout)))
        {
            throw new TimeoutException($"{barrier.ParticipantsRemaining} of {_count} did not come to the barrier within {_testKit.Dilated(timeout)}.");
        }
    }

    /// <summary>Starts over, with a new meeting.</summary>
    public void Reset()
    {
        _barrier.Dispose();
        _barrier = new Barrier(_count);
    }
}
