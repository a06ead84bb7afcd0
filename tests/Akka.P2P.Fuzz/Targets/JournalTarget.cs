namespace Akka.P2P.Fuzz.Targets;

using System.Text;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Storage.Files;
using Akka.P2P.Storage.Hashing;
using Akka.P2P.Storage.Parts;

/// <summary>Journals: whatever lies on the disk, opening gives a state that the next opening gives again, and never vouches for a chunk that isn't there.</summary>
internal sealed class JournalTarget : FuzzTarget
{
    private readonly TorrentInfo _info;

    public JournalTarget()
    {
        var torrent = new MetainfoTarget().Seeds().Concat(Fuzzer.Corpus("metainfo").Select(c => c.Bytes)).Select(Read).OfType<TorrentFile>()
            .MaxBy(t => t.Metainfo.Grid.Count)!;
        _info = torrent.Metainfo.Info;
    }

    public override string Name => "journal";

    public override IEnumerable<byte[]> Seeds()
    {
        var disk = new MemoryDisk([]);
        using (var journal = Wait(PartJournal.OpenAsync(disk, "j", _info, default)))
        {
            journal.ResetAsync(_info, default).GetAwaiter().GetResult();
            journal.AppendAsync([0, _info.Grid.Count - 1], default).GetAwaiter().GetResult();
            journal.AppendPublishingAsync("name", default).GetAwaiter().GetResult();
        }

        yield return disk.Bytes;
        // Checksums that fit, so that mutations get behind them.
        foreach (var (kind, body) in new (uint, byte[])[] { (1, BitConverter.GetBytes(-1)), (1, BitConverter.GetBytes(int.MaxValue)), (2, Encoding.UTF8.GetBytes("../x")), (3, []) })
        {
            var head = new byte[8];
            BitConverter.TryWriteBytes(head, kind);
            BitConverter.TryWriteBytes(head.AsSpan(4), kind == 1 ? body.Length / 4 : body.Length);
            byte[] record = [.. head, .. body];
            yield return [.. disk.Bytes[..PartJournal.HeaderLength], .. record, .. BitConverter.GetBytes(PartJournal.Checksum(record))];
        }
    }

    public override string Run(byte[] input)
    {
        var disk = new MemoryDisk(input);
        using var first = Wait(PartJournal.OpenAsync(disk, "j", _info, default));
        using var second = Wait(PartJournal.OpenAsync(disk, "j", _info, default));
        Require(first.Foreign == second.Foreign && first.PublishingAs == second.PublishingAs && first.IsNew == second.IsNew, "another state when opened again");
        Require(first.Chunks.ToBytes().AsSpan().SequenceEqual(second.Chunks.ToBytes()), "other chunks when opened again");
        Require(first.Chunks.Length == _info.Grid.Count, "another number of chunks");
        return $"{Kind(first.Foreign ?? "")} {first.IsNew} {first.Chunks.IsEmpty} {first.PublishingAs is null}";
    }

    private static TorrentFile? Read(byte[] bytes)
    {
        try
        {
            return MetainfoReader.Read(bytes);
        }
        catch (MetainfoException)
        {
            return null;
        }
    }

    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private sealed class MemoryDisk(byte[] bytes) : IStoreDisk, IStoreFile
    {
        public byte[] Bytes { get; private set; } = bytes;

        public long Length => Bytes.Length;

        public FileStamp Stamp => default;

        public IStoreFile Open(string path, StoreFileMode mode, bool executable = false) => this;

        public FileFacts? Look(string path, bool follow) => null;

        public void MakeFolder(string path)
        {
        }

        public bool TryMove(string from, string to) => false;

        public void Delete(string path)
        {
        }

        public IStoreVolume? OpenVolume(string folder) => null;

        public void MakeExecutable()
        {
        }

        public void SyncFolder(string folder)
        {
        }

        public long? FreeBytes(string folder) => null;

        public ValueTask<int> ReadAsync(Memory<byte> into, long offset, CancellationToken ct)
        {
            var count = (int)Math.Max(0, Math.Min(into.Length, Bytes.Length - offset));
            Bytes.AsMemory((int)offset, count).CopyTo(into);
            return ValueTask.FromResult(count);
        }

        public ValueTask WriteAsync(IReadOnlyList<ReadOnlyMemory<byte>> parts, long offset, CancellationToken ct)
        {
            foreach (var part in parts)
            {
                var bytes = Bytes;
                Array.Resize(ref bytes, Math.Max(bytes.Length, (int)offset + part.Length));
                part.CopyTo(bytes.AsMemory((int)offset));
                Bytes = bytes;
                offset += part.Length;
            }

            return ValueTask.CompletedTask;
        }

        public void SetLength(long length)
        {
            var bytes = Bytes;
            Array.Resize(ref bytes, (int)length);
            Bytes = bytes;
        }

        public void Sync()
        {
        }

        public void Dispose()
        {
        }
    }
}
