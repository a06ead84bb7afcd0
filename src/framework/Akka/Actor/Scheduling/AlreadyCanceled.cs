namespace Akka.Actor;

/// <summary>Cancelled from the start.</summary>
internal sealed class AlreadyCanceled : ICancelable
{
    public static readonly AlreadyCanceled Instance = new();

    public bool IsCancellationRequested => true;

    public CancellationToken Token => new(true);

    public void Cancel()
    {
    }

    public void CancelAfter(TimeSpan delay)
    {
    }

    public void CancelAfter(int millisecondsDelay)
    {
    }

    public void Cancel(bool throwOnFirstException)
    {
    }
}
