namespace Petabridge.Cmd.Host.Sessions;

/// <summary>A number of characters that several queues take from.</summary>
public sealed class SharedBudget
{
    private long _left;

    internal SharedBudget(long size) => _left = size;

    internal bool TryTake(long amount)
    {
        if (Interlocked.Add(ref _left, -amount) >= 0)
            return true;
        Interlocked.Add(ref _left, amount);
        return false;
    }

    internal void GiveBack(long amount) => Interlocked.Add(ref _left, amount);
}
