namespace Akka.P2P.Storage.Parts;

using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Storage.Files;

/// <summary>
/// A torrent that somebody sends, in a folder of its own until it is whole. Then it gets its name, or a free one like it, in the folder where
/// received files lie; whatever becomes of it, closing the store removes the other folder with all that is in it.
/// </summary>
public sealed class ReceivedStore : IChunkStore
{
    private const int MaxNames = 10_000;

    private readonly SharedGate _files = new();
    private readonly SemaphoreSlim _publishing = new(1);
    private readonly Metainfo _metainfo;
    private readonly string _folder;
    private readonly string _staging;
    private readonly PartStore _parts;
    private SourceStore? _published;
    private string? _finalPath;

    private ReceivedStore(Metainfo metainfo, string folder, string staging, PartStore parts) =>
        (_metainfo, _folder, _staging, _parts) = (metainfo, folder, staging, parts);

    public ChunkGrid Grid => _parts.Grid;

    public bool IsComplete => _parts.IsComplete;

    /// <param name="metainfo">What comes.</param>
    /// <param name="folder">Where it is to lie in the end.</param>
    /// <param name="staging">A folder that isn't there yet, on the same disk: where it lies until then.</param>
    /// <exception cref="ChunkStoreException">One of the folders can't be used, or has no room; nothing is left behind.</exception>
    public static async Task<ReceivedStore> OpenAsync(
        Metainfo metainfo, string folder, string staging, PartStoreSettings settings, TimeProvider time, CancellationToken ct)
    {
        (folder, staging) = (Path.GetFullPath(folder), Path.GetFullPath(staging));
        try
        {
            if (Directory.Exists(staging))
                throw new ChunkStoreException($"'{staging}' is there already.");
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            throw DiskErrors.Translate(e, folder);
        }

        try
        {
            return new ReceivedStore(metainfo, folder, staging, await PartStore.OpenAsync(metainfo, staging, settings, time, ct).ConfigureAwait(false));
        }
        catch
        {
            Remove(staging);
            throw;
        }
    }

    public Bitfield Held() => _parts.Held();

    public async ValueTask ReadAsync(ChunkIndex chunk, int offset, Memory<byte> into, CancellationToken ct)
    {
        await _files.EnterAsync(ct).ConfigureAwait(false);
        try
        {
            if (_published is { } published)
                await published.ReadAsync(chunk, offset, into, ct).ConfigureAwait(false);
            else
                await _parts.ReadAsync(chunk, offset, into, ct).ConfigureAwait(false);
        }
        finally
        {
            _files.Leave();
        }
    }

    public ValueTask KeepAsync(ChunkIndex chunk, IReadOnlyList<ReadOnlyMemory<byte>> parts, CancellationToken ct) => _parts.KeepAsync(chunk, parts, ct);

    public ValueTask KeepAsync(IReadOnlyList<VerifiedChunk> chunks, CancellationToken ct) => _parts.KeepAsync(chunks, ct);

    public ValueTask FlushAsync(CancellationToken ct) => _parts.FlushAsync(ct);

    public async ValueTask<string> PublishAsync(CancellationToken ct)
    {
        await _publishing.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            if (_finalPath is not null)
                return _finalPath;
            var whole = await _parts.PublishAsync(ct).ConfigureAwait(false);
            // Readers wait while it moves.
            await _files.EnterAloneAsync().ConfigureAwait(false);
            try
            {
                return await Task.Run(() => Move(whole), CancellationToken.None).ConfigureAwait(false);
            }
            finally
            {
                _files.LeaveAlone();
            }
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            throw DiskErrors.Translate(e, _folder);
        }
        finally
        {
            _publishing.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _parts.DisposeAsync().ConfigureAwait(false);
        if (_published is { } published)
            await published.DisposeAsync().ConfigureAwait(false);
        Remove(_staging);
    }

    private string Move(string whole)
    {
        for (var attempt = 0; attempt < MaxNames; attempt++)
        {
            var path = Path.Combine(_folder, FreeName.Of(_metainfo.Name, !_metainfo.IsSingleFile, attempt));
            // Never in the place of something else, not even of what appears this moment.
            if (RealDisk.Instance.Look(path, follow: false) is not null || !RealDisk.Instance.TryMove(whole, path))
                continue;
            RealDisk.Instance.SyncFolder(_folder);
            _published = SourceStore.Open(_metainfo, path, null);
            return _finalPath = path;
        }

        throw new ChunkStoreException($"'{Path.Combine(_folder, _metainfo.Name)}' and {MaxNames} names like it are taken.");
    }

    private static void Remove(string staging)
    {
        try
        {
            if (Directory.Exists(staging))
                Directory.Delete(staging, recursive: true);
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            throw DiskErrors.Translate(e, staging);
        }
    }
}
