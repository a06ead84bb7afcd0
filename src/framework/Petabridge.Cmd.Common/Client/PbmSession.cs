namespace Petabridge.Cmd.Common.Client;

using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Petabridge.Cmd.Common.Wire;

/// <summary>One running command: its answers as they come, and the way to end it.</summary>
public sealed class PbmSession
{
    private readonly Channel<CommandResponse> _responses = Channel.CreateUnbounded<CommandResponse>(new UnboundedChannelOptions { SingleWriter = false, SingleReader = true });
    private readonly Action<int> _read;
    private readonly Action _cancel;
    private readonly Lock _gate = new();
    private long _waiting;
    private int _unreported;
    private int _taken;
    private bool _ended;
    private CancellationTokenRegistration _registration;

    internal PbmSession(string commandLine, Action<int> read, Action cancel)
    {
        CommandLine = commandLine;
        _read = read;
        _cancel = cancel;
        KillSwitch = new PbmKillSwitch(this);
    }

    public string CommandLine { get; }

    /// <summary>Ends the command: the host stops it and its handler is told. The stream ends at once.</summary>
    public PbmKillSwitch KillSwitch { get; }

    /// <summary>
    /// The answers, to be read once. It ends after the final one or after <see cref="KillSwitch"/>; a host that is lost shows as a last
    /// <see cref="ErroredCommandResponse"/>. Who reads slowly slows the command down, not the other commands of the connection. Leaving
    /// before the end ends the command.
    /// </summary>
    /// <exception cref="InvalidOperationException">It was read before.</exception>
    public IAsyncEnumerable<CommandResponse> Stream => ReadAsync();

    /// <summary>Everything, for commands whose answer is short.</summary>
    public async Task<IReadOnlyList<CommandResponse>> ToListAsync(CancellationToken ct = default)
    {
        List<CommandResponse> all = [];
        await foreach (var response in Stream.WithCancellation(ct).ConfigureAwait(false))
            all.Add(response);
        return all;
    }

    /// <returns>False when the host sent more than it was allowed to.</returns>
    internal bool Accept(CommandResponse response, bool paid = true)
    {
        lock (_gate)
        {
            if (_ended)
                return true;
            if (paid && (_waiting += ResponseCost.Of(response.Msg)) - ResponseCost.Of(response.Msg) > ResponseCost.Window)
                return false;
            _responses.Writer.TryWrite(response);
            if (response.Final)
                End();
            return true;
        }
    }

    /// <summary>From now on the token cancels the command.</summary>
    internal void Watch(CancellationToken ct)
    {
        var registration = ct.Register(Cancel);
        lock (_gate)
        {
            _registration = registration;
            if (_ended)
                _registration.Unregister();
        }
    }

    internal void Cancel()
    {
        lock (_gate)
        {
            if (_ended)
                return;
            End();
            while (_responses.Reader.TryRead(out _))
            {
                // What was not read yet is not wanted any more.
            }
        }

        _cancel();
    }

    private void End()
    {
        _ended = true;
        _registration.Unregister();
        _responses.Writer.TryComplete();
    }

    private async IAsyncEnumerable<CommandResponse> ReadAsync([EnumeratorCancellation] CancellationToken ct = default)
    {
        if (Interlocked.Exchange(ref _taken, 1) != 0)
            throw new InvalidOperationException("The stream of a command can be read only once.");
        try
        {
            while (await _responses.Reader.WaitToReadAsync(ct).ConfigureAwait(false))
            {
                while (_responses.Reader.TryRead(out var response))
                {
                    yield return response;
                    Report(ResponseCost.Of(response.Msg));
                }
            }
        }
        finally
        {
            Cancel();
        }
    }

    // What was read is reported in quarters of the window: often enough that the host needn't stop, seldom enough to cost nothing.
    private void Report(int cost)
    {
        lock (_gate)
        {
            _waiting -= cost;
            _unreported += cost;
            if (_ended || _unreported < ResponseCost.Window / 4)
                return;
            cost = _unreported;
            _unreported = 0;
        }

        _read(cost);
    }
}
