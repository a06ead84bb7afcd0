namespace Akka.P2P.Node.Hosting;

using System.Security.Cryptography;
using Akka.P2P.Actors.Talking;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Storage;
using Akka.P2P.Storage.Hashing;
using Akka.P2P.Storage.Parts;

/// <summary>
/// Files that peers send each other, on this node's disk. What is on its way lies in a hidden folder of this process within the one for received
/// files; what a process that was killed left there is removed by the next one.
/// </summary>
internal sealed class TransferFiles : ITransferFiles, IDisposable
{
    public const string StagingPrefix = ".akka-p2p-incoming-";
    private const string LockName = "lock";

    private readonly Lock _gate = new();
    private readonly string _folder;
    private readonly string _staging;
    private FileStream? _lock;

    /// <param name="folder">Where received files go; it is made when the first comes.</param>
    public TransferFiles(string folder)
    {
        _folder = Path.GetFullPath(folder);
        _staging = Path.Combine(_folder, StagingPrefix + RandomNumberGenerator.GetHexString(16, lowercase: true));
        RemoveLeftovers(_folder);
    }

    public string? Problem(string path) => File.Exists(path) || Directory.Exists(path) ? null : $"File not found: {SafeName.QuotePath(path)}.";

    public async Task<OutgoingFile> HashAsync(string path, CancellationToken cancellation)
    {
        var hashed = await new TorrentHasher(Environment.ProcessorCount).HashAsync(path, null, cancellation);
        return new OutgoingFile(hashed.Metainfo, () => SourceStore.Open(hashed));
    }

    public async Task<IChunkStore> ReceiveAsync(Metainfo metainfo, CancellationToken cancellation)
    {
        Prepare();
        var own = Path.Combine(_staging, RandomNumberGenerator.GetHexString(16, lowercase: true));
        return await ReceivedStore.OpenAsync(metainfo, _folder, own, PartStoreSettings.Default, TimeProvider.System, cancellation);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_lock is null)
                return;
            _lock.Dispose();
            _lock = null;
            TryRemove(_staging);
        }
    }

    // Locked as long as this process lives: that tells what is on its way from what was left behind.
    private void Prepare()
    {
        lock (_gate)
        {
            if (_lock is not null)
                return;
            try
            {
                Directory.CreateDirectory(_staging);
                _lock = FileLock.TryTake(Path.Combine(_staging, LockName));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new ChunkStoreException($"The folder {_folder} can't be used: {e.Message}", e);
            }

            if (_lock is null)
                throw new ChunkStoreException($"Another process uses {_staging}.");
        }
    }

    private static void RemoveLeftovers(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        try
        {
            foreach (var left in Directory.EnumerateDirectories(folder, StagingPrefix + "*").ToList())
            {
                // A link is nothing that we made.
                if (new DirectoryInfo(left).LinkTarget is not null || !IsLeft(left))
                    continue;
                TryRemove(left);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Whoever can't read the folder will be told when a file comes.
        }
    }

    // Without a lock in it, it is being made or removed this moment.
    private static bool IsLeft(string staging)
    {
        var path = Path.Combine(staging, LockName);
        if (!File.Exists(path))
            return false;
        using var held = FileLock.TryTake(path);
        return held is not null;
    }

    private static void TryRemove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next process tries again.
        }
    }
}
