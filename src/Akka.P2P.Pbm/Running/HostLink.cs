namespace Akka.P2P.Pbm.Running;

using Akka.P2P.Pbm.CommandLine;
using Akka.P2P.Pbm.Text;
using Petabridge.Cmd;
using Petabridge.Cmd.Common.Client;

/// <summary>The connection to one host. It is made when it is needed, and made anew after it was lost.</summary>
internal sealed class HostLink(HostAddress address, string? token, TimeSpan timeout) : IAsyncDisposable
{
    // Bytes. A host may have raised its own bound, and the palettes come in one piece.
    private const int MaxFrame = 16 << 20;

    private PbmClient? _client;

    public HostAddress Address { get; } = address;

    /// <summary>What there is to ask for, as it was told last; none before the first connection.</summary>
    public IReadOnlyList<CommandPalette> Palettes { get; private set; } = [];

    /// <summary>Why there is no connection any more; null while there is one, and before the first.</summary>
    public string? LostBecause => _client is { Closed: { IsCompletedSuccessfully: true } closed } ? closed.GetAwaiter().GetResult() : null;

    /// <exception cref="PbmException">There is no host, or it refuses.</exception>
    /// <exception cref="OperationCanceledException"/>
    public async Task<PbmClient> ConnectAsync(CancellationToken cancellation)
    {
        if (_client is not null && LostBecause is null)
            return _client;

        await DisposeAsync();
        try
        {
            _client = await PbmClient.ConnectAsync(
                new PbmClientOptions { Host = Address.Host, Port = Address.Port, Token = token, Timeout = timeout, Name = $"pbm {PbmVersion.Text}", MaxFrameSize = MaxFrame },
                cancellation);
        }
        catch (PbmConnectException refused)
        {
            throw new PbmException(ExitCode.NothingReachable, $"{Sentence.Of(refused.Message)}{Advice(refused.Error)}", refused);
        }

        Palettes = _client.Palettes;
        return _client;
    }

    /// <summary>Asks for the palettes again: some may have been added.</summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        try
        {
            Palettes = [.. await (await ConnectAsync(cancellation)).GetAvailablePalettes().WaitAsync(timeout, cancellation)];
        }
        catch (Exception lost) when (lost is IOException or TimeoutException or InvalidDataException)
        {
            // Those that are known stay; the next command says what is wrong with the connection.
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
            await _client.DisposeAsync();
        _client = null;
    }

    private static string Advice(PbmConnectError error) => error switch
    {
        PbmConnectError.TokenMissing => $" --token-file FILE or {Token.Variable} gives one.",
        PbmConnectError.TokenWrong => $" It comes from --token-file, {Token.FileVariable} or {Token.Variable}.",
        _ => "",
    };
}
