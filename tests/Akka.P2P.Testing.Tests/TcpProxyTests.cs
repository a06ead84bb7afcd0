namespace Akka.P2P.Testing.Tests;

using System.Net;
using System.Net.Sockets;

public sealed class TcpProxyTests : IDisposable
{
    private readonly TcpListener _target = new(IPAddress.Loopback, 0);

    public TcpProxyTests() => _target.Start();

    public void Dispose() => _target.Dispose();

    [Fact]
    public async Task Bytes_pass_both_ways_and_are_counted()
    {
        await using var proxy = TcpProxy.To(((IPEndPoint)_target.LocalEndpoint).Port);
        using var client = new TcpClient();
        using var server = await Connect(proxy, client);
        await client.GetStream().WriteAsync(new byte[1000]);
        await server.GetStream().ReadExactlyAsync(new byte[1000]).AsTask().Within("bytes at the target");
        await server.GetStream().WriteAsync(new byte[300]);
        await proxy.WhenBytesFromTarget(300).Within("the count");
        await client.GetStream().ReadExactlyAsync(new byte[300]).AsTask().Within("bytes at the client");
        Assert.Equal((300, 1), (proxy.BytesFromTarget, proxy.Connections));
        Assert.InRange(proxy.BytesToTarget, 1, 1000);
        server.Client.Shutdown(SocketShutdown.Send);
        Assert.Equal(0, await client.GetStream().ReadAsync(new byte[1]).AsTask().Within("the orderly end"));
    }

    [Fact]
    public async Task A_cut_in_the_middle_resets_after_exactly_so_many_bytes()
    {
        await using var proxy = TcpProxy.To(((IPEndPoint)_target.LocalEndpoint).Port);
        using var client = new TcpClient();
        using var server = await Connect(proxy, client);
        proxy.CutAfterFromTarget(5000);
        await server.GetStream().WriteAsync(new byte[20_000]);
        var failure = await Assert.ThrowsAnyAsync<IOException>(async () => await client.GetStream().ReadExactlyAsync(new byte[5001]));
        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(failure.InnerException).SocketErrorCode);
        Assert.Equal(5000, proxy.BytesFromTarget);
        using var again = new TcpClient();
        using var server2 = await Connect(proxy, again);
        await server2.GetStream().WriteAsync(new byte[10]);
        await again.GetStream().ReadExactlyAsync(new byte[10]).AsTask().Within("bytes after the cut");
    }

    [Fact]
    public async Task A_pause_holds_the_bytes_back_until_it_ends()
    {
        await using var proxy = TcpProxy.To(((IPEndPoint)_target.LocalEndpoint).Port);
        using var client = new TcpClient();
        using var server = await Connect(proxy, client);
        proxy.Pause();
        await server.GetStream().WriteAsync(new byte[100]);
        var read = client.GetStream().ReadExactlyAsync(new byte[100]).AsTask();
        Assert.False(read.IsCompleted);
        Assert.Equal(0, proxy.BytesFromTarget);
        proxy.Resume();
        await read.Within("the bytes");
    }

    [Fact]
    public async Task A_refusing_proxy_resets_newcomers_only()
    {
        await using var proxy = TcpProxy.To(((IPEndPoint)_target.LocalEndpoint).Port);
        using var client = new TcpClient();
        using var server = await Connect(proxy, client);
        proxy.Refuse(true);
        using var late = new TcpClient();
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await late.ConnectAsync(IPAddress.Loopback, proxy.Port);
            await late.GetStream().ReadExactlyAsync(new byte[1]);
        });
        await server.GetStream().WriteAsync(new byte[10]);
        await client.GetStream().ReadExactlyAsync(new byte[10]).AsTask().Within("the older connection");
    }

    [Fact]
    public async Task A_half_open_connection_swallows_and_tells_nobody_that_the_other_hung_up()
    {
        await using var proxy = TcpProxy.To(((IPEndPoint)_target.LocalEndpoint).Port);
        using var client = new TcpClient();
        using var server = await Connect(proxy, client);
        proxy.Swallow();
        await client.GetStream().WriteAsync(new byte[100]);
        client.Close();
        var silence = server.GetStream().ReadAsync(new byte[1]).AsTask();

        // Bytes that come and go on a newer connection: by then the older one would have had its own.
        using var newer = new TcpClient();
        using var server2 = await Connect(proxy, newer);
        await newer.GetStream().WriteAsync(new byte[10]);
        await server2.GetStream().ReadExactlyAsync(new byte[10]).AsTask().Within("bytes of the newer connection");
        Assert.False(silence.IsCompleted);
        Assert.Equal(10, proxy.BytesToTarget);

        proxy.Cut();
        await Assert.ThrowsAnyAsync<IOException>(() => silence.Within("the cut"));
    }

    [Fact]
    public async Task A_limit_holds_for_both_ways_together()
    {
        await using var proxy = TcpProxy.To(((IPEndPoint)_target.LocalEndpoint).Port);
        using var client = new TcpClient();
        using var server = await Connect(proxy, client);
        proxy.Limit(1_000_000);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var both = Task.WhenAll(client.GetStream().WriteAsync(new byte[100_000]).AsTask(), server.GetStream().WriteAsync(new byte[100_000]).AsTask());
        await Task.WhenAll(
            both, server.GetStream().ReadExactlyAsync(new byte[100_000]).AsTask(), client.GetStream().ReadExactlyAsync(new byte[100_000]).AsTask()).Within("the bytes");

        // 200,000 bytes take 0.2 s; the waits may be rounded, but never to a half.
        Assert.True(clock.Elapsed > TimeSpan.FromSeconds(0.1), $"took only {clock.Elapsed}");
    }

    private async Task<TcpClient> Connect(TcpProxy proxy, TcpClient client)
    {
        await client.ConnectAsync(IPAddress.Loopback, proxy.Port);
        return await _target.AcceptTcpClientAsync().Within("the connection at the target");
    }
}
