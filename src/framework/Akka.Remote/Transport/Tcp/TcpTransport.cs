namespace Akka.Remote.Transport.Tcp;

using System.Net;
using System.Net.Sockets;

/// <summary>Listens, dials, and sets sockets up as the settings say. What is said on them is not its business.</summary>
/// <param name="settings">The port, and how sockets are set up.</param>
/// <param name="wires">Makes the streams.</param>
/// <param name="onAccepted">Gets what others opened.</param>
/// <param name="onTrouble">Told what went wrong while accepting. True: it has made room, so accepting is tried again at once.</param>
internal sealed class TcpTransport(TcpSettings settings, WireFactory wires, Action<IWire> onAccepted, Func<Exception, bool> onTrouble) : IDisposable
{
    /// <summary>How long a listener that can't accept (no more file handles, say) waits before it tries again.</summary>
    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _stopped = new();
    private Socket? _listener;

    /// <summary>What is listened on, once it is.</summary>
    public int BoundPort { get; private set; }

    /// <summary>Opens the port. Returns the host and port that others are to be told.</summary>
    /// <exception cref="RemoteTransportException">The name can't be resolved or the port can't be had.</exception>
    public async Task<(string Host, int Port)> ListenAsync()
    {
        var everywhere = settings.Hostname is "" or "0.0.0.0" or "::";
        try
        {
            var address = settings.Hostname switch
            {
                "" => settings.UseIpv6 ? IPAddress.IPv6Any : IPAddress.Any,
                _ => (await settings.ResolveAsync(settings.Hostname, _stopped.Token).ConfigureAwait(false))[0],
            };
            _listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            if (address.Equals(IPAddress.IPv6Any))
            {
                _listener.DualMode = true;
            }

            if (settings.ReuseAddress)
            {
                _listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            }

            SetBuffers(_listener);
            _listener.Bind(new IPEndPoint(address, settings.Port));
            _listener.Listen(settings.Backlog);
        }
        catch (SocketException e)
        {
            Dispose();
            throw new RemoteTransportException(
                $"Can't listen on {(everywhere ? "every interface" : settings.Hostname)}, port {settings.Port}: {e.Message}", e);
        }

        BoundPort = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        // Nobody can dial "every interface": without a public name, the machine's own is the best guess.
        var host = settings.PublicHostname.Length > 0 ? settings.PublicHostname : everywhere ? Dns.GetHostName() : settings.Hostname;
        // As in any URI: "::1:2552" could be read in more than one way, and what others send to "[::1]:2552" would not be ours.
        if (IPAddress.TryParse(host, out var literal) && literal.AddressFamily == AddressFamily.InterNetworkV6)
        {
            host = $"[{literal}]";
        }

        return (host, settings.PublicPort > 0 ? settings.PublicPort : BoundPort);
    }

    /// <summary>Begins to accept. Separate from listening, so that nobody is heard before the node knows its own address.</summary>
    public void BeginAccepting() => _ = AcceptAsync(_listener!);

    /// <exception cref="Exception">Whatever the network says; a time-out is a <see cref="TimeoutException"/>.</exception>
    public async Task<IWire> DialAsync(string host, int port)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(_stopped.Token);
        timeout.CancelAfter(settings.ConnectionTimeout);
        try
        {
            Exception? last = null;
            foreach (var address in await settings.ResolveAsync(host, timeout.Token).ConfigureAwait(false))
            {
                var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                try
                {
                    SetUp(socket);
                    await socket.ConnectAsync(new IPEndPoint(address, port), timeout.Token).ConfigureAwait(false);
                    return await wires(socket, host, timeout.Token).ConfigureAwait(false);
                }
                catch (SocketException e)
                {
                    socket.Dispose();
                    last = e;
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            }

            throw last!;
        }
        catch (OperationCanceledException) when (!_stopped.IsCancellationRequested)
        {
            throw new TimeoutException($"No connection to {host}:{port} within {settings.ConnectionTimeout.TotalSeconds:0.###} s");
        }
    }

    /// <summary>Closes the port and gives up dialling. Connections that exist live on.</summary>
    public void Dispose()
    {
        _stopped.Cancel();
        _listener?.Dispose();
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (!_stopped.IsCancellationRequested)
        {
            try
            {
                var socket = await listener.AcceptAsync(_stopped.Token).ConfigureAwait(false);
                _ = GreetAsync(socket);
            }
            catch (Exception) when (_stopped.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                if (!onTrouble(e))
                {
                    await Task.Delay(AcceptPause).ConfigureAwait(false);
                }
            }
        }
    }

    private async Task GreetAsync(Socket socket)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(_stopped.Token);
        timeout.CancelAfter(settings.ConnectionTimeout);
        try
        {
            SetUp(socket);
            onAccepted(await wires(socket, null, timeout.Token).ConfigureAwait(false));
        }
        catch (Exception e)
        {
            socket.Dispose();
            onTrouble(e);
        }
    }

    private void SetUp(Socket socket)
    {
        socket.NoDelay = settings.NoDelay;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, settings.KeepAlive);
        SetBuffers(socket);
    }

    private void SetBuffers(Socket socket)
    {
        if (settings.SendBufferSize > 0)
        {
            socket.SendBufferSize = settings.SendBufferSize;
        }

        if (settings.ReceiveBufferSize > 0)
        {
            socket.ReceiveBufferSize = settings.ReceiveBufferSize;
        }
    }
}
