namespace Akka.Remote.Transport.Tcp;

using System.Globalization;

/// <summary>
/// What strangers may cost a node. None of it is a setting: Akka.NET has no keys for it, and nobody who means well comes near.
/// </summary>
internal static class TransportLimits
{
    /// <summary>
    /// Connections that haven't said yet who they are. A peer does so within a round trip; this is as many as may wait to be accepted
    /// (<c>backlog</c>), so that a whole fleet can come back at once.
    /// </summary>
    public static int Strangers { get; } = Math.Min(4096, Handles() / 4);

    /// <summary>Connections that others opened and introduced themselves on. Above the peers that one tracker takes (20,000).</summary>
    public static int Guests { get; } = Math.Min(32_768, Handles() / 2);

    /// <summary>Connections that are being opened at a time: names of senders in messages can make a node dial whomever they like.</summary>
    public const int Dials = 512;

    /// <summary>Bytes of the first frame: a handshake names a system and a host, and nothing else is listened to before it.</summary>
    public const int HandshakeFrame = 4096;

    /// <summary>
    /// How long one frame may take from its first byte to its last, counted while this process runs. The largest at 4 KB/s, and who is
    /// slower than that can't keep up with heartbeats either.
    /// </summary>
    public static readonly TimeSpan FrameTime = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Bytes that wait to be sent, over all connections. One alone may have half of it; see <see cref="OutboundQueue"/>.
    /// </summary>
    public const long SendMemory = 2 * OutboundQueue.MostBytes;

    /// <summary>Bytes of receive buffers over all connections. A connection that is silent has none.</summary>
    public const long ReceiveMemory = 512L * 1024 * 1024;

    /// <summary>
    /// Bytes of messages that may wait in one actor's mailbox before the connections that bring more are read no further until it has
    /// caught up: then they wait with their senders, where flow control is, and not here. Far above what a window lets wait.
    /// </summary>
    public const long MailboxMemory = 64L * 1024 * 1024;

    /// <summary>An address without a connection, without anything that waits for one, is forgotten after so long. Milliseconds.</summary>
    public const long ForgottenAfter = 60_000;

    /// <summary>What this process may have open at a time: files, and sockets. Elsewhere than on Linux there is no bound worth the name.</summary>
    private static int Handles()
    {
        try
        {
            var line = File.ReadLines("/proc/self/limits").FirstOrDefault(l => l.StartsWith("Max open files", StringComparison.Ordinal));
            var words = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
            return words.Length > 3 && int.TryParse(words[3], CultureInfo.InvariantCulture, out var soft) ? Math.Max(64, soft) : int.MaxValue;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return int.MaxValue;
        }
    }
}
