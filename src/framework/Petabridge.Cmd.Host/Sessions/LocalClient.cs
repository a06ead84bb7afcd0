namespace Petabridge.Cmd.Host.Sessions;

using Petabridge.Cmd.Common.Client;
using Petabridge.Cmd.Common.Wire;

/// <summary>The console's end of a connection inside the process.</summary>
internal static class LocalClient
{
    /// <exception cref="IOException">The host stopped meanwhile.</exception>
    public static async Task<IPbmClient> OpenAsync(IFrameChannel channel, CancellationToken ct)
    {
        try
        {
            return await channel.ReceiveAsync(ct).ConfigureAwait(false) is WelcomeFrame welcome
                ? new PbmClient(channel, welcome)
                : throw new IOException("The actor system is ending.");
        }
        catch
        {
            await channel.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
