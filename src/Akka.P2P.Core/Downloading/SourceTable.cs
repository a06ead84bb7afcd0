namespace Akka.P2P.Core.Downloading;

using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Akka.P2P.Core.Identity;

/// <summary>The sources of a plan: by their ids, in the order in which they joined, and those of them that may be asked.</summary>
internal sealed class SourceTable
{
    private readonly PeerTable<PlannedSource> _byId = new();
    private readonly List<PlannedSource> _all = [];
    private readonly List<PlannedSource> _ready = [];

    public int Count => _all.Count;

    /// <summary>In the order in which they joined; not to be walked while they change.</summary>
    public ReadOnlySpan<PlannedSource> All => CollectionsMarshal.AsSpan(_all);

    /// <summary>Those that are connected and don't choke us: few of all. Otherwise as <see cref="All"/>.</summary>
    public ReadOnlySpan<PlannedSource> Ready => CollectionsMarshal.AsSpan(_ready);

    public bool Contains(PeerId source) => _byId.Contains(source);

    public bool TryGet(PeerId source, [NotNullWhen(true)] out PlannedSource? found) => _byId.TryGet(source, out found);

    public void Add(PlannedSource source)
    {
        _byId.Add(source.Id, source);
        _all.Add(source);
    }

    public void Remove(PlannedSource source)
    {
        SetReady(source, false);
        _byId.Remove(source.Id);
        _all.Remove(source);
    }

    public void SetReady(PlannedSource source, bool isReady)
    {
        if (source.IsReady == isReady)
            return;
        source.IsReady = isReady;
        if (!isReady)
        {
            _ready.Remove(source);
            return;
        }

        var place = _ready.Count;
        while (place > 0 && _ready[place - 1].Number > source.Number)
            place--;
        _ready.Insert(place, source);
    }
}
