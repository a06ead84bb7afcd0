namespace Akka.Api.Tests;

/// <summary>What the printer is tried on.</summary>
public abstract class Sample<T> : IDisposable
{
    protected Sample(T first, int count = 0) => Value = [.. Enumerable.Repeat(first, count)];

    public List<T> Value { get; internal set; }

    internal int Hidden => Value.Count;

    public void Dispose() => GC.SuppressFinalize(this);

    protected abstract bool Try<TFound>(out TFound found, params T[] among);
}
