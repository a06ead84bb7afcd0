namespace Akka.Remote.Transport.Tls;

using System.Buffers;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Akka.Remote.Transport.Tcp;

/// <summary>
/// Bytes on a TCP socket under TLS. A connection that a peer opened is negotiated by whoever first waits for bytes from it, so that
/// those who only knock are counted, and given up, as strangers are on a plain one.
/// </summary>
internal sealed class TlsWire : IWire
{
    /// <summary>The most that a record may hold: what is sent is gathered up to it, so that heads and tails don't travel in records of their own.</summary>
    private const int Record = 16 * 1024;

    private readonly Socket _socket;
    private readonly RecordStream _records;
    private readonly SslStream _stream;
    private readonly TlsPolicy _policy;
    private readonly string? _targetHost;
    private TlsObjection? _objection;
    private volatile bool _secured;

    private TlsWire(Socket socket, TlsPolicy policy, string? targetHost)
    {
        _socket = socket;
        _policy = policy;
        _targetHost = targetHost;
        RemoteEndPoint = socket.RemoteEndPoint;
        _records = new RecordStream(socket);
        _stream = new SslStream(_records, leaveInnerStreamOpen: false);
    }

    public EndPoint? RemoteEndPoint { get; }

    /// <summary>A factory for transports that speak TLS under this policy.</summary>
    public static WireFactory Under(TlsPolicy policy) => async (socket, targetHost, cancellation) =>
    {
        var wire = new TlsWire(socket, policy, targetHost);
        if (targetHost is not null)
        {
            try
            {
                await wire.NegotiateAsync(cancellation).ConfigureAwait(false);
            }
            catch
            {
                wire.Dispose();
                throw;
            }
        }

        return wire;
    };

    public async ValueTask ReadyAsync()
    {
        if (!_secured)
        {
            // Who hangs up without a word has looked whether the port is open: that is no failure of TLS.
            await _socket.ReceiveAsync(Memory<byte>.Empty).ConfigureAwait(false);
            if (_socket.Available == 0)
            {
                throw new IOException("it hung up without a word");
            }

            await NegotiateAsync(CancellationToken.None).ConfigureAwait(false);
        }

        if (!_records.HasCome)
        {
            await _stream.ReadAsync(Memory<byte>.Empty).ConfigureAwait(false);
        }
    }

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer) => _stream.ReadAsync(buffer);

    public async ValueTask SendAsync(List<ArraySegment<byte>> segments)
    {
        byte[] gathered = [];
        var filled = 0;
        _records.Hold();
        foreach (var segment in segments)
        {
            var rest = segment.AsMemory();
            if (filled > 0)
            {
                var part = Math.Min(rest.Length, Record - filled);
                rest[..part].CopyTo(gathered.AsMemory(filled));
                rest = rest[part..];
                filled += part;
                if (filled == Record)
                {
                    await _stream.WriteAsync(gathered.AsMemory(0, filled)).ConfigureAwait(false);
                    filled = 0;
                }
            }

            if (rest.Length >= Record)
            {
                // Whole records, from where they lie.
                var whole = rest.Length - (rest.Length % Record);
                await _stream.WriteAsync(rest[..whole]).ConfigureAwait(false);
                rest = rest[whole..];
            }

            if (!rest.IsEmpty)
            {
                gathered = gathered.Length > 0 ? gathered : ArrayPool<byte>.Shared.Rent(Record);
                rest.CopyTo(gathered);
                filled = rest.Length;
            }
        }

        if (filled > 0)
        {
            await _stream.WriteAsync(gathered.AsMemory(0, filled)).ConfigureAwait(false);
        }

        await _records.SendHeldAsync().ConfigureAwait(false);
        if (gathered.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(gathered);
        }
    }

    public string? NameObjection(string host) => _policy.NameObjection(_stream.RemoteCertificate, host);

    public void EndSending()
    {
        try
        {
            // Without a close_notify: a frame is never cut silently, and a farewell is a frame of its own. A send may be under way besides.
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The peer was faster: there is nothing left to end.
        }
    }

    public void Dispose()
    {
        _stream.Dispose();
        _socket.Dispose();
    }

    private async Task NegotiateAsync(CancellationToken cancellation)
    {
        try
        {
            await (_targetHost is null
                ? _stream.AuthenticateAsServerAsync(_policy.ForAccepted(Validate), cancellation)
                : _stream.AuthenticateAsClientAsync(_policy.ForDialled(_targetHost.Trim('[', ']'), Validate), cancellation)).ConfigureAwait(false);
            _secured = true;
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            var (kind, why) = _objection ?? Explain(e);
            throw new TlsRefusedException(kind, $"TLS with {RemoteEndPoint} failed: {why}", e);
        }
    }

    private bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        (_objection = _policy.Objection(_targetHost is null, certificate, chain, errors)) is null;

    private static TlsObjection Explain(Exception failure) => failure switch
    {
        IOException { InnerException: SocketException or null } =>
            new(TlsRefusal.HungUp, "it hung up during the negotiation, so it may have refused this node's certificate, or doesn't speak TLS"),
        AuthenticationException { InnerException: null } e when e.Message.Contains("frame", StringComparison.OrdinalIgnoreCase) =>
            new(TlsRefusal.NotTls, "it doesn't speak TLS (enable-ssl differs between the two nodes)"),
        { InnerException: { } inner } => new(TlsRefusal.Other, $"{failure.Message.TrimEnd('.')} ({inner.Message.TrimEnd('.')})"),
        _ => new(TlsRefusal.Other, failure.Message),
    };
}
