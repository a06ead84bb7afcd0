namespace Akka.P2P.Core.Metainfo;

using System.Buffers;
using Akka.P2P.Core.Identity;

/// <summary>
/// Puts the pages of one peer together again and verifies them against the id that was asked for. Pages come in order; memory
/// grows with what has arrived, never with what was claimed. After a <see cref="MetainfoException"/> the peer is to blame and the
/// assembler is of no more use: begin anew with another peer.
/// </summary>
public sealed class MetainfoAssembler(TorrentId id)
{
    private readonly ArrayBufferWriter<byte> _form = new();
    private int _infoLength = -1;
    private int _totalLength;
    private TorrentInfo? _info;
    private bool _refused;

    /// <summary>Where the next page must begin.</summary>
    public int NextOffset => _form.WrittenCount;

    /// <summary>Bytes of the whole form as the peer claims it; null before the first page.</summary>
    public int? TotalLength => _infoLength < 0 ? null : _totalLength;

    /// <summary>The info dictionary, as soon as all of it is there and has the right id.</summary>
    public TorrentInfo? Info => _info;

    /// <summary>The verified whole; null until the last page is in.</summary>
    public Metainfo? Result { get; private set; }

    /// <summary>Takes the page at <see cref="NextOffset"/>; one that was taken before is ignored.</summary>
    /// <returns>True when <see cref="Result"/> is there.</returns>
    /// <exception cref="MetainfoException">The page, or what it completes, can't belong to the torrent.</exception>
    public bool Add(MetainfoPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        if (_refused)
            throw new MetainfoException("The peer has sent wrong metainfo before.");
        if (Result is not null || (_infoLength >= 0 && page.Offset < NextOffset))
            return Result is not null;
        try
        {
            Take(page);
            return Result is not null;
        }
        catch (MetainfoException)
        {
            _refused = true;
            throw;
        }
    }

    private void Take(MetainfoPage page)
    {
        if (_infoLength < 0)
            Begin(page);
        if (page.InfoLength != _infoLength || page.TotalLength != _totalLength)
            throw new MetainfoException("The pages of the metainfo contradict each other.");
        if (page.Offset != NextOffset || page.Bytes.IsEmpty || page.Bytes.Length > _totalLength - NextOffset)
            throw new MetainfoException($"A page of the metainfo has {page.Bytes.Length} bytes at {page.Offset}, where {NextOffset} of {_totalLength} are known.");
        _form.Write(page.Bytes.Span);
        if (_info is null && NextOffset >= _infoLength)
            _info = CheckInfo();
        if (NextOffset == _totalLength)
            Result = Metainfo.Verify(_info!, Layers());
    }

    private void Begin(MetainfoPage page)
    {
        if (page.InfoLength is <= 0 or > MetainfoLimits.MaxInfoBytes || page.TotalLength < page.InfoLength
            || page.TotalLength - page.InfoLength > MetainfoLimits.MaxLayerBytes)
            throw new MetainfoException($"Metainfo of {page.TotalLength} bytes with an info dictionary of {page.InfoLength} is not accepted.");
        _infoLength = page.InfoLength;
        _totalLength = page.TotalLength;
    }

    private TorrentInfo CheckInfo()
    {
        var bytes = _form.WrittenSpan[.._infoLength].ToArray();
        if (new TorrentId(Sha256Digest.Of(bytes).ToArray()) != id)
            throw new MetainfoException($"The metainfo is not that of torrent {id.ShortText}.");
        var info = TorrentInfo.Parse(bytes);
        var expected = _infoLength + info.FilesWithLayers().Sum(f => (long)info.LayerLength(f));
        return expected == _totalLength
            ? info
            : throw new MetainfoException($"The metainfo should have {expected} bytes, and the peer claims {_totalLength}.");
    }

    private Dictionary<Sha256Digest, ReadOnlyMemory<byte>> Layers()
    {
        var layers = new Dictionary<Sha256Digest, ReadOnlyMemory<byte>>();
        var at = _infoLength;
        foreach (var file in _info!.FilesWithLayers())
        {
            var length = _info.LayerLength(file);
            layers.Add(file.PiecesRoot!.Value, _form.WrittenMemory.Slice(at, length));
            at += length;
        }

        return layers;
    }
}
