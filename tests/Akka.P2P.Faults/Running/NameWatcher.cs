namespace Akka.P2P.Faults.Running;

using System.Globalization;

/// <summary>
/// Looks at the final name of a download all along: either it isn't there, or it holds the whole content. It looks every few
/// milliseconds, and at once when the system tells of a change in the folder.
/// </summary>
public sealed class NameWatcher : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);
    private readonly string _path;
    private readonly TreeCheck _check;
    private readonly FileSystemWatcher _changes;
    private readonly SemaphoreSlim _look = new(0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watching;
    private volatile string? _problem;
    private volatile bool _wasThere;
    private long _looks;

    /// <summary>Begins to watch <paramref name="name"/> in <paramref name="folder"/>, which must exist.</summary>
    public NameWatcher(string folder, string name, TreeCheck check)
    {
        _path = Path.Combine(folder, name);
        _check = check;
        _changes = new FileSystemWatcher(folder) { NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName };
        _changes.Created += (_, _) => _look.Release();
        _changes.Renamed += (_, _) => _look.Release();
        _changes.EnableRaisingEvents = true;
        _watching = Task.Run(WatchAsync);
    }

    /// <summary>What was wrong under the final name, and when; null when it never was.</summary>
    public string? Problem => _problem;

    /// <summary>How often it has looked.</summary>
    public long Looks => Interlocked.Read(ref _looks);

    /// <summary>Stops to watch, so that the name may be removed.</summary>
    public async ValueTask DisposeAsync()
    {
        _changes.Dispose();
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
        _look.Dispose();
    }

    private async Task WatchAsync()
    {
        while (!_stop.IsCancellationRequested && _problem is null)
        {
            Look();
            try
            {
                await _look.WaitAsync(Pace, _stop.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private void Look()
    {
        Interlocked.Increment(ref _looks);
        if (!File.Exists(_path) && !Directory.Exists(_path))
        {
            if (_wasThere)
                _problem = string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:HH:mm:ss.fff}: '{_path}' was there and is gone");
            return;
        }

        // Once verified it is looked at again only at the end of the run: reading it a hundred times a second would be the fault of its own.
        if (_wasThere)
            return;
        var seen = DateTime.UtcNow;
        if (_check.Difference(_path) is { } difference)
            _problem = string.Create(CultureInfo.InvariantCulture, $"{seen:HH:mm:ss.fff}: the final name held something else: {difference}");
        _wasThere = true;
    }
}
