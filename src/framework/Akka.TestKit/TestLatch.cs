namespace Akka.TestKit;

/// <summary>A gate that opens after a number of countdowns. Every wait has a limit.</summary>
public class TestLatch
{
    /// <summary>The limit of a wait that names none: 5 s.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    private readonly CountdownEvent _latch;
    private readonly Func<TimeSpan, TimeSpan> _dilate;
    private readonly TimeSpan _defaultTimeout;

    /// <summary>Opens after one countdown.</summary>
    public TestLatch()
        : this(1)
    {
    }

    /// <summary>Opens after <paramref name="count"/> countdowns.</summary>
    public TestLatch(int count)
        : this(count, DefaultTimeout)
    {
    }

    /// <summary>Opens after <paramref name="count"/> countdowns; waits that name no limit end after <paramref name="defaultTimeout"/>.</summary>
    public TestLatch(int count, TimeSpan defaultTimeout)
        : this(time => time, defaultTimeout, count)
    {
    }

    /// <summary>As the others, with limits that go through <paramref name="dilate"/>.</summary>
    protected TestLatch(Func<TimeSpan, TimeSpan> dilate, TimeSpan defaultTimeout, int count)
    {
        _dilate = dilate;
        _defaultTimeout = defaultTimeout;
        _latch = new CountdownEvent(count);
    }

    /// <summary>Whether it is open.</summary>
    public bool IsOpen => _latch.CurrentCount == 0;

    /// <summary>Counts down by one; an open latch stays open.</summary>
    public void CountDown()
    {
        lock (_latch)
        {
            if (!IsOpen)
            {
                _latch.Signal();
            }
        }
    }

    /// <summary>Opens it, whatever the count.</summary>
    public void Open()
    {
        while (!IsOpen)
        {
            CountDown();
        }
    }

    /// <summary>Closes it and counts from the start.</summary>
    public void Reset() => _latch.Reset();

    /// <summary>Waits until it is open, at most the default limit.</summary>
    /// <exception cref="TimeoutException">It stayed closed.</exception>
    public void Ready() => Ready(_defaultTimeout);

    /// <summary>Waits until it is open, at most <paramref name="timeout"/>.</summary>
    /// <exception cref="ArgumentException">The limit is zero, negative or infinite.</exception>
    /// <exception cref="TimeoutException">It stayed closed.</exception>
    public void Ready(TimeSpan timeout)
    {
        if (timeout <= TimeSpan.Zero || timeout == TimeSpan.MaxValue)
        {
            throw new ArgumentException($"TestLatch does not support a limit of {timeout}.", nameof(timeout));
        }

        if (!_latch.Wait(_dilate(timeout)))
        {
            throw new TimeoutException($"The latch stayed closed for {_dilate(timeout)}; {_latch.CurrentCount} of {_latch.InitialCount} countdowns are missing.");
        }
    }

    internal static TestLatch Dilated(Func<TimeSpan, TimeSpan> dilate, TimeSpan defaultTimeout, int count) => new(dilate, defaultTimeout, count);
}
