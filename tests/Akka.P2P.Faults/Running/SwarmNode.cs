namespace Akka.P2P.Faults.Running;

using System.Globalization;
using Akka.P2P.Processes;
using Akka.P2P.Testing;

/// <summary>
/// One node of a swarm under fire: one process after the other on one port, behind a relay of its own that others dial. Whoever ends
/// the process on purpose says so first, and holds the next one back until it may come.
/// </summary>
public sealed class SwarmNode : IAsyncDisposable
{
    private readonly string _folder;
    private readonly Func<SwarmNode, string[]> _command;
    private readonly List<NodeProcess> _past = [];
    private TaskCompletionSource _mayStart = Done();
    private int _plannedEnds;

    /// <param name="folder">Where its processes run and its logs go.</param>
    /// <param name="command">The arguments of a process.</param>
    public SwarmNode(string name, string folder, long rate, Func<SwarmNode, string[]> command)
    {
        Name = name;
        Port = Ports.Free();
        Proxy = TcpProxy.To(Port);
        Proxy.Limit(rate);
        _folder = folder;
        _command = command;
    }

    /// <summary>What it is called in schedules and logs.</summary>
    public string Name { get; }

    /// <summary>Where its processes listen.</summary>
    public int Port { get; }

    /// <summary>What others dial.</summary>
    public TcpProxy Proxy { get; }

    /// <summary>The address that it advertises.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Proxy.Port}");

    /// <summary>The options that make it so.</summary>
    public string[] AddressOptions => ["--bind", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}"), "--advertise", Address];

    /// <summary>The process that runs, or ran last.</summary>
    public NodeProcess? Process { get; private set; }

    /// <summary>How many processes it has had.</summary>
    public int Starts => _past.Count;

    /// <summary>One fault at a time: a process that is stopped can't be asked to end.</summary>
    public SemaphoreSlim OneFault { get; } = new(1);

    /// <summary>All its processes.</summary>
    public IReadOnlyList<NodeProcess> Processes
    {
        get
        {
            lock (_past)
                return [.. _past];
        }
    }

    /// <summary>Starts the next process.</summary>
    public NodeProcess Start()
    {
        Process = NodeProcess.Start(_folder, _command(this));
        lock (_past)
            _past.Add(Process);
        return Process;
    }

    /// <summary>Ends the process by a signal and holds the next one back.</summary>
    public async Task EndAsync(string signal)
    {
        Hold();
        if (Process is not { HasExited: false } process)
            return;
        Interlocked.Increment(ref _plannedEnds);
        process.Signal(signal);
        await process.ExitAsync();
    }

    /// <summary>No next process until <see cref="Release"/>.</summary>
    public void Hold()
    {
        if (_mayStart.Task.IsCompleted)
            _mayStart = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>The next process may come.</summary>
    public void Release() => _mayStart.TrySetResult();

    /// <summary>Completes when a process may be started.</summary>
    public Task MayStartAsync(CancellationToken cancellation) => _mayStart.Task.WaitAsync(cancellation);

    /// <summary>Whether the end of a process was on purpose; each is told once.</summary>
    public bool TakePlannedEnd()
    {
        if (Volatile.Read(ref _plannedEnds) == 0)
            return false;
        Interlocked.Decrement(ref _plannedEnds);
        return true;
    }

    /// <summary>Writes what its processes said.</summary>
    public void WriteLogs(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var (process, number) in Processes.Select((p, i) => (p, i + 1)))
            File.WriteAllText(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{Name}.{number}.log")), process.ToString());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var process in Processes)
            await process.DisposeAsync();
        await Proxy.DisposeAsync();
        OneFault.Dispose();
    }

    private static TaskCompletionSource Done()
    {
        var done = new TaskCompletionSource();
        done.SetResult();
        return done;
    }
}
