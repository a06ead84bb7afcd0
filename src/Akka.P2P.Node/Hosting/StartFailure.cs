namespace Akka.P2P.Node.Hosting;

using System.Net.Sockets;
using Akka.Configuration;

/// <summary>Why an ActorSystem didn't start, as a sentence for a person.</summary>
internal static class StartFailure
{
    /// <returns>Null when the cause is none that a user can mend.</returns>
    public static string? Explain(Exception failure, Config config)
    {
        var tcp = config.GetConfig("akka.remote.dot-netty.tcp");
        var (host, port) = (tcp.GetString("hostname"), tcp.GetString("port"));
        var causes = Chain(failure).ToList();
        if (causes.OfType<SocketException>().FirstOrDefault() is { } socket)
        {
            return socket.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => $"Port {port} on {host} is in use by another program: choose another with --bind {host}:PORT, or 0 for a free one.",
                SocketError.AddressNotAvailable => $"{host} is no address of this machine: choose one with --bind.",
                SocketError.AccessDenied => $"Listening on {host}:{port} is not allowed for this user: choose a port above 1023 with --bind.",
                SocketError.HostNotFound => $"{host} can't be resolved: choose an address of this machine with --bind.",
                _ => $"Listening on {host}:{port} failed: {socket.Message}.",
            };
        }

        return causes.OfType<ConfigurationException>().FirstOrDefault() is { } wrong
            ? $"The configuration is wrong: {wrong.Message.ReplaceLineEndings(" ")}"
            : null;
    }

    public static bool IsPortInUse(Exception failure) =>
        Chain(failure).OfType<SocketException>().Any(e => e.SocketErrorCode == SocketError.AddressAlreadyInUse);

    private static IEnumerable<Exception> Chain(Exception failure)
    {
        for (var e = failure; e is not null; e = e.InnerException)
        {
            yield return e;
            if (e is AggregateException aggregate)
            {
                foreach (var inner in aggregate.InnerExceptions.Skip(1).SelectMany(Chain))
                    yield return inner;
            }
        }
    }
}
