namespace Akka.P2P.Node.ByHand;

using System.Text.Json.Nodes;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Node.Reporting;

/// <summary><c>--wait</c>: what fails because nobody is there, or what is wanted isn't there yet, is tried again after growing pauses.</summary>
/// <param name="limit">For how long; null fails at once, <see cref="Timeout.InfiniteTimeSpan"/> never gives up.</param>
internal sealed class TrackerWait(TimeSpan? limit, Backoff backoff, IReporter reporter)
{
    private readonly long _began = TimeProvider.System.GetTimestamp();
    private ExitCode? _said;

    /// <summary>What is left of it; null for ever, 0 when there is none.</summary>
    public TimeSpan? Left => limit == Timeout.InfiniteTimeSpan ? null
        : limit is { } some && some > Elapsed ? some - Elapsed
        : TimeSpan.Zero;

    private TimeSpan Elapsed => TimeProvider.System.GetElapsedTime(_began);

    /// <exception cref="CommandException">The last failure, when there is no time left, or one that waiting doesn't mend.</exception>
    public async Task<T> UntilAsync<T>(Func<Task<T>> attempt, CancellationToken cancellation)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                return await attempt().WaitAsync(cancellation);
            }
            catch (CommandException e) when (e.Code is ExitCode.NothingReachable or ExitCode.NoSuchTorrent && Left != TimeSpan.Zero)
            {
                Say(e);
            }

            var pause = backoff.Next(failures, Random.Shared);
            await Task.Delay(Left is { } left && left < pause ? left : pause, cancellation);
        }
    }

    // Once, and again only when something else is missing by now.
    private void Say(CommandException failure)
    {
        if (_said == failure.Code)
            return;
        _said = failure.Code;
        reporter.Warn($"{failure.Message} Waiting; Ctrl+C ends it.");
        reporter.Emit("waiting", new JsonObject { ["code"] = (int)failure.Code, ["reason"] = failure.Message });
    }
}
