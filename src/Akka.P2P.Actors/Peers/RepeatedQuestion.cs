namespace Akka.P2P.Actors.Peers;

using Akka.Actor;

/// <summary>
/// A question that changes nothing, said again every two seconds until it is answered or time is up: what is said while a broken link is
/// gated, or to a node that is just being rebuilt, is lost without a word.
/// </summary>
internal static class RepeatedQuestion
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <returns>The first answer, to whichever of them.</returns>
    /// <exception cref="AskTimeoutException">There was none in time.</exception>
    public static async Task<object> AskAsync(ICanTell node, object question, TimeSpan timeout, CancellationToken cancellation = default)
    {
        using var answered = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        List<Task<object>> asked = [];
        for (var left = timeout; left > TimeSpan.Zero; left -= Interval)
        {
            asked.Add(node.Ask<object>(question, left, answered.Token));
            var any = Task.WhenAny(asked);
            if (left > Interval && await Task.WhenAny(any, Task.Delay(Interval, answered.Token)) != any)
                continue;
            var first = await any;
            await answered.CancelAsync();
            foreach (var other in asked)
                _ = other.ContinueWith(t => _ = t.Exception, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously);
            return await first;
        }

        throw new AskTimeoutException($"No answer within {timeout}.");
    }
}
