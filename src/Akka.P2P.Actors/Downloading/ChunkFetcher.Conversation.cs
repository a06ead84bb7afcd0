namespace Akka.P2P.Actors.Downloading;

using System.Collections.Immutable;
using Akka.Actor;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Protocol;
using static Akka.P2P.Actors.Downloading.FetchProtocol;

/// <summary>What the source says of itself. Answers to an earlier session are none of this one's.</summary>
internal sealed partial class ChunkFetcher
{
    private bool HandleConversation(object message)
    {
        switch (message)
        {
            case PeerProtocol.Unchoked unchoked when IsOurs(unchoked.Session, unchoked.Seeder):
                if (!_isReady)
                {
                    _isReady = true;
                    Context.Parent.Tell(new FetcherReady(_source.Id));
                }

                return true;
            case PeerProtocol.Choked choked when IsOurs(choked.Session, choked.Seeder):
                HandleChoked();
                return true;
            case PeerProtocol.HaveAll all when IsOurs(all.Session, all.Seeder):
                Context.Parent.Tell(new SourceHasAll(_source.Id));
                return true;
            case PeerProtocol.BitfieldPage page when IsOurs(page.Session, page.Seeder):
                HandleBitfield(page);
                return true;
            case PeerProtocol.Have have when IsOurs(have.Session, have.Seeder):
                HandleHave(have);
                return true;
            case PeerProtocol.Refused refused when refused.Session == _session:
                Fail(FetchFailure.Refused, $"{refused.Code}, {WireGuard.Text(refused.Reason, 200)}");
                return true;
            case PeerProtocol.Unchoked or PeerProtocol.Choked or PeerProtocol.HaveAll or PeerProtocol.BitfieldPage or PeerProtocol.Have
                or PeerProtocol.Refused:
                return true;
            default:
                return false;
        }
    }

    private bool IsOurs(long session, PeerId seeder)
    {
        if (session != _session)
            return false;
        // A process that came after it, at the same port: what that one does is not this one's to answer for.
        if (seeder != _source.Id)
            Fail(FetchFailure.Refused, $"another peer, {seeder.ShortText}, answers there");
        Timers.Cancel(ConnectTimeout.Instance);
        Timers.Cancel(Knock.Instance);
        _seeder = Sender;
        return true;
    }

    private void HandleBitfield(PeerProtocol.BitfieldPage page)
    {
        var count = _context.Metainfo.Grid.Count;
        if (page.Page == 0)
            _bitfield = PageAssembly.TryStart(page.PageCount, Bitfield.ByteCount(count), Bitfield.ByteCount(count));
        if (page.ChunkCount != count || _bitfield is null
            || !_bitfield.TryAdd(page.Page, page.PageCount, _bitfield.TotalBytes, page.Bits))
        {
            Fail(FetchFailure.Malformed, "a page of its bitfield does not fit");
            return;
        }

        if (!_bitfield.IsComplete)
            return;
        if (!Bitfield.TryFromBytes(_bitfield.Bytes.Span, count, out var chunks))
            Fail(FetchFailure.Malformed, "its bitfield has bits beyond its end");
        else
            Context.Parent.Tell(new SourceHas(_source.Id, chunks));
        _bitfield = null;
    }

    private void HandleHave(PeerProtocol.Have have)
    {
        var chunks = ImmutableArray.CreateBuilder<ChunkIndex>();
        foreach (var value in WireGuard.Items(have.Chunks, WireLimits.MaxChunksInHave))
        {
            if (!_context.Metainfo.Grid.TryAt(value, out var chunk))
            {
                Fail(FetchFailure.Malformed, $"it claims to have chunk {value}");
                return;
            }

            chunks.Add(chunk);
        }

        Context.Parent.Tell(new SourceGained(_source.Id, chunks.DrainToImmutable()));
    }

    /// <summary>Our turn is over: what we began still comes, and may still be asked for.</summary>
    private void HandleChoked()
    {
        _isReady = false;
        Context.Parent.Tell(new FetcherChoked(_source.Id, _transfers.DropUnbegun()));
    }
}
