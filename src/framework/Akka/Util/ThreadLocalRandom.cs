namespace Akka.Util;

/// <summary>A random number generator that any thread may use.</summary>
public static class ThreadLocalRandom
{
    /// <summary>It.</summary>
    public static Random Current => Random.Shared;
}
