namespace Akka.P2P.Core.Metainfo;

/// <summary>Cuts metainfo into pages that fit into messages. <see cref="MetainfoAssembler"/> is the other side.</summary>
public sealed class MetainfoPages
{
    private readonly byte[] _form;
    private readonly int _infoLength;

    public MetainfoPages(Metainfo metainfo)
    {
        ArgumentNullException.ThrowIfNull(metainfo);
        _infoLength = metainfo.InfoBytes.Length;
        var layers = metainfo.Info.FilesWithLayers().ToList();
        _form = new byte[_infoLength + layers.Sum(metainfo.Info.LayerLength)];
        metainfo.InfoBytes.Span.CopyTo(_form);
        var at = _infoLength;
        foreach (var file in layers)
        {
            var bytes = MetainfoBuilder.LayerBytes(metainfo.LayerOf(file).Span);
            bytes.CopyTo(_form, at);
            at += bytes.Length;
        }
    }

    /// <summary>Bytes of the whole transfer form.</summary>
    public int TotalLength => _form.Length;

    /// <summary>The page that begins there; false when nothing does, or for a page without room.</summary>
    public bool TryPage(int offset, int maxBytes, out MetainfoPage? page)
    {
        page = offset >= 0 && offset < _form.Length && maxBytes > 0
            ? new MetainfoPage(_infoLength, _form.Length, offset, _form.AsMemory(offset, int.Min(maxBytes, _form.Length - offset)))
            : null;
        return page is not null;
    }
}
