namespace Akka.P2P.Testing;

using System.Net.Sockets;

public sealed partial class TcpProxy
{
    /// <summary>One client and its connection to the target.</summary>
    private sealed class Link(TcpProxy proxy, Socket client)
    {
        private readonly Socket _server = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        private Task _run = Task.CompletedTask;
        private volatile bool _swallows;

        public Task Run() => _run = RunAll();

        public void RemoveWhenDone() => _run.ContinueWith(_ => proxy._links.TryRemove(this, out Task? _), TaskScheduler.Default);

        /// <summary>From now on nothing arrives at the other end any more, not even that this one hung up.</summary>
        public void Swallow() => _swallows = true;

        /// <summary>Closes both ends with a reset, so that neither can mistake it for an orderly end.</summary>
        public void Reset()
        {
            foreach (var socket in new[] { client, _server })
            {
                try
                {
                    socket.LingerState = new LingerOption(enable: true, seconds: 0);
                }
                catch (Exception e) when (e is SocketException or ObjectDisposedException)
                {
                    // Closed already, by the other end or by an earlier cut.
                }

                socket.Dispose();
            }
        }

        private async Task RunAll()
        {
            try
            {
                client.NoDelay = true;
                await _server.ConnectAsync(proxy._target);
                await Task.WhenAll(Relay(client, _server, fromTarget: false), Relay(_server, client, fromTarget: true));
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // One end is gone: the other learns of it below.
            }

            Reset();
        }

        private async Task Relay(Socket from, Socket to, bool fromTarget)
        {
            var buffer = new byte[64 * 1024];
            try
            {
                while (true)
                {
                    var read = await from.ReceiveAsync(buffer);
                    await proxy.TakeTurn(read);
                    await proxy.Paused();
                    if (_swallows)
                    {
                        if (read == 0)
                        {
                            return;
                        }

                        continue;
                    }

                    if (read == 0)
                    {
                        to.Shutdown(SocketShutdown.Send);
                        return;
                    }

                    var pass = fromTarget ? proxy.Allowed(read) : read;
                    for (var sent = 0; sent < pass;)
                    {
                        sent += await to.SendAsync(buffer.AsMemory(sent, pass - sent));
                    }

                    proxy.Count(pass, fromTarget);
                    if (pass < read)
                    {
                        Interlocked.Exchange(ref proxy._cutAt, long.MaxValue);
                        proxy.Cut();
                        return;
                    }
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                if (!_swallows)
                {
                    Reset();
                }
            }
        }
    }
}
