namespace Akka.Remote.Engine;

using System.Net;
using Akka.Remote.Transport.Tcp;

/// <summary>A wire on which bytes pass at the pace of the adapters, in pieces: a pace is a pace over short times, too.</summary>
/// <param name="inner">The stream itself.</param>
/// <param name="pass">Ends when so many bytes may pass; out, or in.</param>
internal sealed class AdaptedWire(IWire inner, Func<bool, int, Task> pass) : IWire
{
    private const int Piece = 4096;

    public EndPoint? RemoteEndPoint => inner.RemoteEndPoint;

    public ValueTask ReadyAsync() => inner.ReadyAsync();

    public async ValueTask<int> ReceiveAsync(Memory<byte> buffer)
    {
        var received = await inner.ReceiveAsync(buffer[..Math.Min(buffer.Length, Piece)]).ConfigureAwait(false);
        await pass(false, received).ConfigureAwait(false);
        return received;
    }

    public async ValueTask SendAsync(List<ArraySegment<byte>> segments)
    {
        foreach (var segment in segments)
        {
            for (var sent = 0; sent < segment.Count; sent += Piece)
            {
                var piece = segment.Slice(sent, Math.Min(Piece, segment.Count - sent));
                await pass(true, piece.Count).ConfigureAwait(false);
                await inner.SendAsync([piece]).ConfigureAwait(false);
            }
        }
    }

    public string? NameObjection(string host) => inner.NameObjection(host);

    public void EndSending() => inner.EndSending();

    public void Dispose() => inner.Dispose();
}
