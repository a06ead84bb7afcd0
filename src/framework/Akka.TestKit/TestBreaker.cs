namespace Akka.TestKit;

using Akka.Pattern;

/// <summary>A circuit breaker whose changes of state open latches.</summary>
public class TestBreaker
{
    /// <summary>Listens to <paramref name="instance"/>.</summary>
    public TestBreaker(CircuitBreaker instance)
    {
        Instance = instance;
        instance.OnClose(() => Pass(ClosedLatch)).OnHalfOpen(() => Pass(HalfOpenLatch)).OnOpen(() => Pass(OpenLatch));
    }

    /// <summary>Passed when it half opens.</summary>
    public CountdownEvent HalfOpenLatch { get; } = new(1);

    /// <summary>Passed when it opens.</summary>
    public CountdownEvent OpenLatch { get; } = new(1);

    /// <summary>Passed when it closes.</summary>
    public CountdownEvent ClosedLatch { get; } = new(1);

    /// <summary>The breaker.</summary>
    public CircuitBreaker Instance { get; }

    /// <summary>A breaker changes state often; the latch opens at the first time.</summary>
    private static void Pass(CountdownEvent latch)
    {
        lock (latch)
        {
            if (!latch.IsSet)
            {
                latch.Signal();
            }
        }
    }
}
