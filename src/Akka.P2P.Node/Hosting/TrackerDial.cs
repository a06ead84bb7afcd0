namespace Akka.P2P.Node.Hosting;

using System.Net.Sockets;
using Akka.P2P.Core.Identity;

/// <summary>
/// Whether anything listens where the trackers should be. A refused connection is known at once; without this look a command
/// would wait for the time-out of a question to find out.
/// </summary>
internal static class TrackerDial
{
    /// <exception cref="CommandException">Nothing listens at any of them, or nothing is heard within the limit.</exception>
    public static async Task EnsureAnyListensAsync(IReadOnlyList<PeerAddress> trackers, TimeSpan limit, CancellationToken cancellation)
    {
        List<string> problems = [];
        foreach (var tracker in trackers)
        {
            if (await ProblemAsync(tracker, limit, cancellation) is not { } problem)
                return;

            problems.Add($"{tracker} ({problem})");
        }

        throw new CommandException(
            ExitCode.NothingReachable, $"No tracker answers at {string.Join(", ", problems)}: is it running, and is the address right?");
    }

    /// <returns>Why nobody can be reached there, in a few words; null when somebody listens.</returns>
    public static async Task<string?> ProblemAsync(PeerAddress tracker, TimeSpan limit, CancellationToken cancellation)
    {
        using var within = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        within.CancelAfter(limit);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(tracker.Host, tracker.Port, within.Token);
            return null;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode switch
            {
                SocketError.ConnectionRefused => "connection refused",
                SocketError.HostNotFound or SocketError.NoData => "no such host",
                SocketError.HostUnreachable or SocketError.NetworkUnreachable => "no way there",
                _ => e.SocketErrorCode.ToString(),
            };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return $"nothing heard for {limit.TotalSeconds:0} s";
        }
    }
}
