namespace Akka.P2P.Storage.Parts;

using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Storage.Files;

/// <summary>
/// Says which chunks of a <c>.part</c> can be trusted. A header names the torrent; after it come records, each with a checksum,
/// appended only when what they vouch for has been synced. Whatever follows the last good record is cut off on opening.
/// All numbers are little-endian. While it is open nobody else can open it: it is the lock of the download as well.
/// </summary>
/// <remarks>
/// Header, 56 bytes: magic "AP2PJRNL", version (4), chunk length (4), torrent id (32), count of chunks (4), CRC-32C of these (4).
/// Record: kind (4: 1 chunks, 2 publishing), count n (4), n × 4 bytes of chunk numbers or n bytes of a name in UTF-8, CRC-32C of these (4).
/// </remarks>
internal sealed class PartJournal : IDisposable
{
    public const int HeaderLength = 56;
    private const uint Version = 1;
    private const uint KindChunks = 1;
    private const uint KindPublishing = 2;
    private const int MaxNameBytes = 1024;

    private readonly IStoreFile _file;
    private long _end;

    private PartJournal(IStoreFile file) => _file = file;

    /// <summary>The chunks that are vouched for.</summary>
    public Bitfield Chunks { get; private set; } = new(0);

    /// <summary>The final name that the torrent was about to get, when it got so far.</summary>
    public string? PublishingAs { get; private set; }

    /// <summary>True when the journal was not there before, or had not got as far as its header.</summary>
    public bool IsNew { get; private set; }

    /// <summary>Why the journal can't be that of this torrent; null when it is.</summary>
    public string? Foreign { get; private set; }

    public static async Task<PartJournal> OpenAsync(IStoreDisk disk, string path, TorrentInfo info, CancellationToken ct)
    {
        var journal = new PartJournal(disk.Open(path, StoreFileMode.Locked));
        try
        {
            await journal.ReadAsync(info, ct).ConfigureAwait(false);
            return journal;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>Begins anew: a header that vouches for nothing.</summary>
    public async Task ResetAsync(TorrentInfo info, CancellationToken ct)
    {
        _file.SetLength(0);
        await _file.WriteAsync([Header(info)], 0, ct).ConfigureAwait(false);
        _file.Sync();
        _end = HeaderLength;
        Chunks = new Bitfield(info.Grid.Count);
        PublishingAs = null;
        Foreign = null;
        IsNew = true;
    }

    /// <summary>Vouches for chunks whose bytes have been synced; returns when that survives a power cut.</summary>
    public async Task AppendAsync(IReadOnlyList<int> chunks, CancellationToken ct)
    {
        var body = new byte[chunks.Count * sizeof(int)];
        for (var i = 0; i < chunks.Count; i++)
            BinaryPrimitives.WriteInt32LittleEndian(body.AsSpan(i * sizeof(int)), chunks[i]);
        await AppendAsync(KindChunks, chunks.Count, body, ct).ConfigureAwait(false);
        foreach (var chunk in chunks)
            Chunks.Set(chunk);
    }

    /// <summary>Notes the name that comes next, so that a crash right after the rename is understood.</summary>
    public async Task AppendPublishingAsync(string name, CancellationToken ct)
    {
        var body = Encoding.UTF8.GetBytes(name);
        await AppendAsync(KindPublishing, body.Length, body, ct).ConfigureAwait(false);
        PublishingAs = name;
    }

    public void Dispose() => _file.Dispose();

    internal static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
            crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }

    private static byte[] Header(TorrentInfo info)
    {
        var header = new byte[HeaderLength];
        "AP2PJRNL"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), info.ChunkLength);
        info.Id.CopyTo(header.AsSpan(16));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(48), info.Grid.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(52), Checksum(header.AsSpan(0, 52)));
        return header;
    }

    private async Task AppendAsync(uint kind, int count, byte[] body, CancellationToken ct)
    {
        var record = new byte[8 + body.Length + 4];
        BinaryPrimitives.WriteUInt32LittleEndian(record, kind);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(4), count);
        body.CopyTo(record.AsSpan(8));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(8 + body.Length), Checksum(record.AsSpan(0, 8 + body.Length)));
        // A write that fails half-way leaves a torn record, which the next one overwrites and opening cuts off.
        await _file.WriteAsync([record], _end, ct).ConfigureAwait(false);
        _file.Sync();
        _end += record.Length;
    }

    private async Task ReadAsync(TorrentInfo info, CancellationToken ct)
    {
        var length = _file.Length;
        Chunks = new Bitfield(info.Grid.Count);
        // Every chunk is vouched for once, each at worst by a record of its own; then a few names.
        var most = HeaderLength + ((long)info.Grid.Count * 16) + (64 * (12 + MaxNameBytes));
        var bytes = new byte[(int)long.Min(length, most)];
        await _file.ReadAsync(bytes, 0, ct).ConfigureAwait(false);
        // A power cut before the header was synced may leave its length and not its bytes.
        IsNew = !bytes.AsSpan().ContainsAnyExcept((byte)0)
            || (bytes.Length < HeaderLength && Header(info).AsSpan().StartsWith(bytes));
        if (IsNew)
            return;
        Foreign = CheckHeader(bytes, info);
        if (Foreign is not null)
            return;
        _end = HeaderLength;
        while (TryReadRecord(bytes.AsSpan((int)_end), out var size))
            _end += size;
        if (_end < length)
            _file.SetLength(_end);
    }

    private static string? CheckHeader(ReadOnlySpan<byte> header, TorrentInfo info)
    {
        if (header.Length < HeaderLength || !header.StartsWith("AP2PJRNL"u8))
            return "its journal was made by something else";
        if (BinaryPrimitives.ReadUInt32LittleEndian(header[8..]) is var version && version != Version)
            return $"its journal is of version {version}, and this program knows version {Version}";
        if (BinaryPrimitives.ReadUInt32LittleEndian(header[52..]) != Checksum(header[..52]))
            return "the head of its journal is damaged";
        return header[..HeaderLength].SequenceEqual(Header(info)) ? null : "it belongs to another torrent";
    }

    private bool TryReadRecord(ReadOnlySpan<byte> at, out int size)
    {
        size = 0;
        if (at.Length < 12)
            return false;
        var kind = BinaryPrimitives.ReadUInt32LittleEndian(at);
        var count = BinaryPrimitives.ReadUInt32LittleEndian(at[4..]);
        var body = kind switch
        {
            KindChunks when count <= (uint)Chunks.Length => (int)count * sizeof(int),
            KindPublishing when count <= MaxNameBytes => (int)count,
            _ => -1,
        };
        if (body < 0 || at.Length < 12 + body
            || BinaryPrimitives.ReadUInt32LittleEndian(at[(8 + body)..]) != Checksum(at[..(8 + body)]))
            return false;
        var content = at.Slice(8, body);
        if (kind == KindPublishing)
        {
            PublishingAs = Encoding.UTF8.GetString(content);
        }
        else
        {
            for (var i = 0; i < content.Length; i += sizeof(int))
            {
                if (BinaryPrimitives.ReadInt32LittleEndian(content[i..]) is var chunk && (uint)chunk < (uint)Chunks.Length)
                    Chunks.Set(chunk);
            }
        }

        size = 12 + body;
        return true;
    }
}
