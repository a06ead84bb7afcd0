namespace Akka.Remote.Transport.Tcp;

using System.Net;

/// <summary>
/// A stream of bytes to one peer. The plain one is a socket; one that encrypts takes its place without anything above noticing
/// (see <see cref="WireFactory"/>). One receive and one send may be under way at a time.
/// </summary>
internal interface IWire : IDisposable
{
    EndPoint? RemoteEndPoint { get; }

    /// <summary>Waits until there is something to receive, or the peer has ended its side. Takes no buffer while it waits.</summary>
    ValueTask ReadyAsync();

    /// <summary>Bytes received, at least one; 0 when the peer has ended its side.</summary>
    ValueTask<int> ReceiveAsync(Memory<byte> buffer);

    /// <summary>Sends all segments, in order. The segments' arrays must not change until it is done.</summary>
    ValueTask SendAsync(List<ArraySegment<byte>> segments);

    /// <summary>Why the peer can't be at <paramref name="host"/>, as it says; null when it can, for all that this wire knows.</summary>
    string? NameObjection(string host) => null;

    /// <summary>Tells the peer that nothing more will come. What it sends can still be received.</summary>
    void EndSending();
}
