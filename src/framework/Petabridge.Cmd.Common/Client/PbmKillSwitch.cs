namespace Petabridge.Cmd.Common.Client;

/// <summary>Ends a running command.</summary>
public sealed class PbmKillSwitch
{
    private readonly PbmSession _session;

    internal PbmKillSwitch(PbmSession session) => _session = session;

    /// <summary>Ends it; nothing happens when it has ended.</summary>
    public void Shutdown() => _session.Cancel();
}
