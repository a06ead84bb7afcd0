namespace Akka.P2P.Node.Reporting;

/// <summary>Thins out progress: each transfer is shown at most once an interval, and once when it is complete.</summary>
internal sealed class ProgressPace(TimeProvider time, TimeSpan interval)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (long Shown, bool Complete)> _last = [];

    public bool IsDue(TransferView transfer)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            if (_last.TryGetValue(transfer.Name, out var last)
                && (last.Complete || (!transfer.IsComplete && time.GetElapsedTime(last.Shown, now) < interval)))
            {
                return false;
            }

            _last[transfer.Name] = (now, transfer.IsComplete);
            return true;
        }
    }
}
