namespace Akka.P2P.Bench;

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

/// <summary>
/// The least that a verified copy between two processes can do: one TCP connection, SHA-256 at both ends, one file written
/// at the other end and synced. What a swarm costs is measured against this.
/// </summary>
internal static class SocketCopy
{
    private const int BufferSize = 64 * 1024;

    public static async Task SendAsync(string source, string target)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var receiver = Child.Self("socket-receive", ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture), target);
        using var connection = await listener.AcceptSocketAsync();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using (var file = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan))
        {
            var buffer = new byte[BufferSize];
            for (int read; (read = file.Read(buffer)) > 0;)
            {
                hash.AppendData(buffer, 0, read);
                for (var sent = 0; sent < read;)
                    sent += connection.Send(buffer.AsSpan(sent, read - sent));
            }
        }

        connection.Shutdown(SocketShutdown.Send);
        var theirs = new byte[SHA256.HashSizeInBytes];
        for (var got = 0; got < theirs.Length;)
        {
            var read = connection.Receive(theirs.AsSpan(got));
            if (read == 0)
                throw new IOException("The receiver ended early.");
            got += read;
        }

        if (!hash.GetHashAndReset().AsSpan().SequenceEqual(theirs))
            throw new IOException("The copy differs.");
        await receiver.WaitForExitAsync();
    }

    public static int Receive(int port, string target)
    {
        using var connection = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        connection.Connect(IPAddress.Loopback, port);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using (var file = new FileStream(target, FileMode.Create, FileAccess.Write, FileShare.None, 1))
        {
            var buffer = new byte[BufferSize];
            for (int read; (read = connection.Receive(buffer)) > 0;)
            {
                hash.AppendData(buffer, 0, read);
                file.Write(buffer, 0, read);
            }

            file.Flush(flushToDisk: true);
        }

        connection.Send(hash.GetHashAndReset());
        return 0;
    }
}
