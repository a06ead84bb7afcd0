namespace Petabridge.Cmd.Common.Client;

using System.Collections.Concurrent;
using Petabridge.Cmd.Common.Wire;

/// <summary>A connection to one host: over TCP by <see cref="ConnectAsync"/>, or inside the host's process.</summary>
public sealed class PbmClient : IPbmClient
{
    private readonly IFrameChannel _channel;
    private readonly ConcurrentDictionary<int, PbmSession> _sessions = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<IEnumerable<CommandPalette>>> _asked = new();
    private readonly TaskCompletionSource<string> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _leaving = new();
    private readonly Task _reading;
    private int _lastId;

    internal PbmClient(IFrameChannel channel, WelcomeFrame welcome)
    {
        _channel = channel;
        HostName = welcome.Host;
        Palettes = [.. welcome.Palettes.Select(palette => palette.ToPalette())];
        _reading = Task.Run(ReadLoopAsync);
    }

    /// <summary>The host's address as it is connected to.</summary>
    public string Endpoint => _channel.Remote;

    /// <summary>What the host says it is: the actor system's address and the versions.</summary>
    public string HostName { get; }

    /// <summary>The palettes as they were when the connection was made.</summary>
    public IReadOnlyList<CommandPalette> Palettes { get; }

    /// <summary>Ends with the connection; its result says why.</summary>
    public Task<string> Closed => _closed.Task;

    /// <summary>Connects to a host, shakes hands and takes its palettes.</summary>
    /// <exception cref="PbmConnectException">It can't be reached, is no host, refuses, or is silent.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled.</exception>
    public static async Task<PbmClient> ConnectAsync(PbmClientOptions options, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (channel, welcome) = await ClientHandshake.ConnectAsync(options, ct).ConfigureAwait(false);
        try
        {
            return new PbmClient(channel, welcome);
        }
        catch (InvalidDataException e)
        {
            await channel.DisposeAsync().ConfigureAwait(false);
            throw new PbmConnectException(PbmConnectError.NotAHost, e.Message, e);
        }
    }

    public Task<PbmSession> ExecuteTextCommandAsync(string commandLine, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(commandLine);
        ct.ThrowIfCancellationRequested();
        var id = Interlocked.Increment(ref _lastId);
        var session = new PbmSession(commandLine, cost => _channel.Post(new MoreFrame(id, cost)), () =>
        {
            if (_sessions.TryRemove(id, out _))
                _channel.Post(new CancelFrame(id));
        });
        _sessions[id] = session;
        try
        {
            _channel.Post(new ExecuteFrame(id, commandLine, ResponseCost.Window));
        }
        catch (FrameTooLongException)
        {
            _sessions.TryRemove(id, out _);
            session.Accept(new ErroredCommandResponse($"The command line is too long: {commandLine.Length} characters."), paid: false);
        }

        // The connection may have ended just before the session was noted.
        if (_closed.Task.IsCompleted)
            Lose(id, session);
        session.Watch(ct);
        return Task.FromResult(session);
    }

    public async Task<IEnumerable<CommandPalette>> GetAvailablePalettes()
    {
        var id = Interlocked.Increment(ref _lastId);
        var answer = new TaskCompletionSource<IEnumerable<CommandPalette>>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked[id] = answer;
        _channel.Post(new AskPalettesFrame(id));
        if (_closed.Task.IsCompleted && _asked.TryRemove(id, out _))
            throw new IOException(await _closed.Task.ConfigureAwait(false));
        return await answer.Task.ConfigureAwait(false);
    }

    /// <summary>Leaves the host: what still runs there for this client is ended.</summary>
    public async ValueTask DisposeAsync()
    {
        // A command that was sent last, and to which no answer is awaited, still goes out.
        await _channel.FlushAsync().ConfigureAwait(false);
        await _leaving.CancelAsync().ConfigureAwait(false);
        await _channel.DisposeAsync().ConfigureAwait(false);
        await _reading.ConfigureAwait(false);
    }

    private async Task ReadLoopAsync()
    {
        var reason = $"The host {Endpoint} has closed the connection.";
        try
        {
            while (await _channel.ReceiveAsync(_leaving.Token).ConfigureAwait(false) is { } frame)
            {
                if (frame is RefusedFrame refused)
                    reason = refused.Reason;
                else
                    Handle(frame);
            }
        }
        catch (OperationCanceledException)
        {
            reason = "The connection was closed from this side.";
        }
        catch (IOException e) when (!_leaving.IsCancellationRequested)
        {
            reason = $"The connection to {Endpoint} was lost: {e.Message}";
        }
        catch (InvalidDataException e)
        {
            reason = $"The connection to {Endpoint} was given up, since it sent what isn't understood: {e.Message}";
        }
        catch (IOException)
        {
            reason = "The connection was closed from this side.";
        }

        await _channel.DisposeAsync().ConfigureAwait(false);
        _closed.TrySetResult(reason);
        foreach (var (id, session) in _sessions)
            Lose(id, session);
        foreach (var (id, asked) in _asked)
        {
            if (_asked.TryRemove(id, out _))
                asked.TrySetException(new IOException(reason));
        }
    }

    /// <exception cref="InvalidDataException">The host breaks the rules.</exception>
    private void Handle(Frame frame)
    {
        switch (frame)
        {
            case ResponseFrame response:
                if (!_sessions.TryGetValue(response.Id, out var session))
                    return;
                if (response.Final)
                    _sessions.TryRemove(response.Id, out _);
                if (!session.Accept(response.IsError ? new ErroredCommandResponse(response.Msg, response.Final) : new CommandResponse(response.Msg, response.Final)))
                    throw new InvalidDataException("More answers than were asked for.");
                return;
            case PalettesFrame palettes:
                if (_asked.TryRemove(palettes.Id, out var asked))
                    asked.TrySetResult([.. palettes.Palettes.Select(palette => palette.ToPalette())]);
                return;
            default:
                throw new InvalidDataException($"A {frame.GetType().Name} has no place here.");
        }
    }

    private void Lose(int id, PbmSession session)
    {
        if (_sessions.TryRemove(id, out _))
            session.Accept(new ErroredCommandResponse(_closed.Task.GetAwaiter().GetResult()), paid: false);
    }
}
