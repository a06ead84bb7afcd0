namespace Petabridge.Cmd.Host.Listening;

using System.Net.Sockets;
using Akka.Event;
using Petabridge.Cmd.Common.Wire;

/// <summary>A connection that hasn't come through yet.</summary>
internal sealed class Handshake
{
    private readonly PetabridgeCmdSettings _settings;
    private readonly CancellationTokenSource _abandoned = new();

    /// <exception cref="SocketException">The other end has left.</exception>
    public Handshake(Socket socket, PetabridgeCmdSettings settings)
    {
        _settings = settings;
        Channel = new TcpFrameChannel(socket, settings.MaxFrameSize, settings.MaxQueued);
    }

    public TcpFrameChannel Channel { get; }

    public void Abandon()
    {
        try
        {
            _abandoned.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It came through, or failed, a moment ago.
        }
    }

    /// <returns><see cref="Done"/> or <see cref="Failed"/>, after which the connection is closed.</returns>
    public async Task<object> RunAsync()
    {
        _abandoned.CancelAfter(_settings.HandshakeTimeout);
        try
        {
            return new Done(this, await HostHandshake.GreetAsync(Channel, _settings.Token, _abandoned.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            await Channel.DisposeAsync().ConfigureAwait(false);
            return new Failed(this, "it took too long, or others pushed it out");
        }
        catch (HandshakeException e)
        {
            await Channel.FlushAndCloseAsync().ConfigureAwait(false);
            return new Failed(this, e.Message);
        }
        catch (Exception e)
        {
            await Channel.DisposeAsync().ConfigureAwait(false);
            return new Failed(this, e.Message);
        }
        finally
        {
            _abandoned.Dispose();
        }
    }

    internal sealed record Done(Handshake Handshake, string Client) : IDeadLetterSuppression;

    internal sealed record Failed(Handshake Handshake, string Reason) : IDeadLetterSuppression;
}
