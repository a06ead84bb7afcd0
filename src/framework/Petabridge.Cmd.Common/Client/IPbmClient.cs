namespace Petabridge.Cmd.Common.Client;

/// <summary>A console in code: the same lines as a user types, answered by the same handlers.</summary>
public interface IPbmClient : IAsyncDisposable
{
    /// <summary>Runs a line, the palette's name first.</summary>
    /// <param name="commandLine">What a user would type.</param>
    /// <param name="ct">Cancels the command, also after this method returned.</param>
    /// <returns>The running command. Errors arrive in its stream.</returns>
    Task<PbmSession> ExecuteTextCommandAsync(string commandLine, CancellationToken ct = default);

    /// <summary>The palettes that the host has now.</summary>
    /// <exception cref="IOException">The host is gone.</exception>
    Task<IEnumerable<CommandPalette>> GetAvailablePalettes();
}
