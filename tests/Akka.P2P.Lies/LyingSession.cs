namespace Akka.P2P.Lies;

using System.Collections.Immutable;
using Akka.Actor;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Protocol;
using static Akka.P2P.Protocol.ChunkProtocol;

/// <summary>Between one fetcher and the honest seeder. To each it looks like the other.</summary>
public sealed class LyingSession : UntypedActor
{
    // No plan gets that far: nobody ever made such an attempt.
    private const long AttemptOfNobody = 1L << 40;
    private static readonly TimeSpan SlowPace = TimeSpan.FromMilliseconds(500);

    private readonly LieSettings _lies;
    private readonly Metainfo _metainfo;
    private readonly IActorRef _victim;
    private readonly PeerId _victimId;
    private readonly HashSet<(int, long)> _told = [];
    private readonly Dictionary<long, int> _askedInstead = [];
    private readonly Random _random;
    private IActorRef _seeder;
    private PeerId _seederId;
    private long _session;
    private int _slices;
    private TimeSpan _nextSlice;

    public LyingSession(LieSettings lies, Metainfo metainfo, IActorRef victim, PeerId victimId, IActorRef peer)
    {
        _lies = lies;
        _metainfo = metainfo;
        _victim = victim;
        _victimId = victimId;
        _seeder = peer;
        _random = new Random(lies.Seed);
    }

    private bool IsYetHonest => _slices < _lies.After;

    private TorrentId Torrent => _metainfo.Id;

    private ChunkGrid Grid => _metainfo.Grid;

    public static Props CreateProps(LieSettings lies, Metainfo metainfo, IActorRef victim, PeerId victimId, IActorRef peer) =>
        Props.Create(() => new LyingSession(lies, metainfo, victim, victimId, peer));

    protected override void OnReceive(object message)
    {
        if (!Sender.Equals(_victim))
        {
            FromSeeder(message);
            return;
        }

        if (_lies.Lie == Lie.Mute && !IsYetHonest)
            return;
        switch (message)
        {
            case PeerProtocol.Interested interested:
                _session = interested.Session;
                _seeder.Tell(message, Self);
                break;
            case GetSlices get when !IsYetHonest && get.Ranges.Any(r => _lies.IsAbout(r.Chunk)):
                var honest = get.Ranges.RemoveAll(r => _lies.IsAbout(r.Chunk));
                if (!honest.IsEmpty)
                    _seeder.Tell(get with { Ranges = honest }, Self);
                Answer(get with { Ranges = [.. get.Ranges.Where(r => _lies.IsAbout(r.Chunk))] });
                break;
            default:
                _seeder.Tell(message, Self);
                break;
        }
    }

    private void Answer(GetSlices get)
    {
        switch (_lies.Lie)
        {
            case Lie.Nothing:
                Told(get);
                break;
            case Lie.HaveAllHasNothing:
                Refuse(get, RefusalReason.NotHeld);
                break;
            case Lie.Broken:
                Refuse(get, RefusalReason.ReadFailed);
                break;
            case Lie.ChokeStorm:
                _victim.Tell(new PeerProtocol.Choked(Torrent, _seederId, _session), Self);
                Refuse(get, RefusalReason.Choked);
                _victim.Tell(new PeerProtocol.Unchoked(Torrent, _seederId, _session), Self);
                break;
            case Lie.OtherChunk:
                _seeder.Tell(get with { Ranges = [.. get.Ranges.Select(AskInstead)] }, Self);
                break;
            default:
                _seeder.Tell(get, Self);
                break;
        }
    }

    private void FromSeeder(object message)
    {
        switch (message)
        {
            case SliceData slice:
                Pass(slice);
                break;
            case SliceRefused refused:
                _victim.Tell(
                    refused with { Ranges = [.. refused.Ranges.Select(r => r with { Chunk = _askedInstead.GetValueOrDefault(r.Attempt, r.Chunk) })] },
                    Self);
                break;
            case PeerProtocol.HaveAll all:
                Learn(all.Seeder);
                TellHoldings(all);
                break;
            case PeerProtocol.Unchoked unchoked:
                Learn(unchoked.Seeder);
                _victim.Tell(message, Self);
                break;
            case PeerProtocol.Choked:
                Learn(_seederId);
                _victim.Tell(message, Self);
                break;
            default:
                _victim.Tell(message, Self);
                break;
        }
    }

    // The first word came from the peer; from then on its seeder is spoken to.
    private void Learn(PeerId seeder) => (_seeder, _seederId) = (Sender, seeder);

    private void TellHoldings(PeerProtocol.HaveAll all)
    {
        switch (_lies.Lie)
        {
            case Lie.CorruptHave when !IsYetHonest:
                _victim.Tell(new PeerProtocol.Have(Torrent, all.Seeder, all.Session, [Grid.Count + 7]), Self);
                Told(Grid.Count + 7, 0);
                break;
            case Lie.CorruptBitfield when !IsYetHonest:
                var bits = new byte[Bitfield.ByteCount(Grid.Count) + 1];
                Array.Fill(bits, (byte)0xff);
                _victim.Tell(new PeerProtocol.BitfieldPage(Torrent, all.Seeder, all.Session, Grid.Count, 0, 1, bits), Self);
                Told(Grid.Count, 0);
                break;
            default:
                _victim.Tell(all, Self);
                break;
        }
    }

    private void Pass(SliceData slice)
    {
        var asked = _askedInstead.GetValueOrDefault(slice.Attempt, slice.Chunk);
        var isLie = (!IsYetHonest || asked != slice.Chunk) && _lies.IsAbout(asked);
        _slices++;
        var payload = slice.Payload.Span;
        switch (_lies.Lie)
        {
            case Lie.WrongBytes when isLie:
            case Lie.OtherChunk when isLie && asked == slice.Chunk: // There is no other.
            case Lie.Short when isLie && payload.Length == 1:
                var changed = payload.ToArray();
                changed[_random.Next(changed.Length)] ^= 0x40;
                Tell(slice, changed);
                break;
            case Lie.Short when isLie:
                Tell(slice, payload[..^1]);
                break;
            case Lie.CutTo20 when isLie && payload.Length > 20:
                Tell(slice, payload[..20]);
                break;
            case Lie.Long when isLie && payload.Length < WireLimits.SliceBytes:
                Tell(slice, [.. payload, 0]);
                break;
            case Lie.Long when isLie:
                var frame = SliceData.NewFrame(Torrent, slice.Chunk, slice.Offset, slice.Attempt, payload.Length);
                payload.CopyTo(SliceData.RoomIn(frame).Span);
                Told(slice.Chunk, slice.Attempt);
                _victim.Tell(new OverlongSlice(frame), Self);
                break;
            case Lie.OtherChunk when isLie:
                _victim.Tell(SliceData.Of(Torrent, asked, slice.Offset, slice.Attempt, payload), Self);
                break;
            case Lie.WrongAttempt when isLie:
                Told(slice.Chunk, slice.Attempt);
                _victim.Tell(SliceData.Of(Torrent, slice.Chunk, slice.Offset, slice.Attempt + AttemptOfNobody, payload), Self);
                break;
            case Lie.Unasked when isLie:
                Told(slice.Chunk, slice.Attempt);
                _victim.Tell(
                    SliceData.Of(Torrent, (slice.Chunk + 1) % Grid.Count, slice.Offset, slice.Attempt + AttemptOfNobody, payload), Self);
                _victim.Tell(slice, Self);
                break;
            case Lie.Duplicate when isLie:
                Told(slice.Chunk, slice.Attempt);
                _victim.Tell(slice, Self);
                _victim.Tell(slice, Self);
                break;
            case Lie.Slow when isLie:
                var now = Context.System.Scheduler.MonotonicClock;
                _nextSlice = (_nextSlice > now ? _nextSlice : now) + SlowPace;
                Context.System.Scheduler.ScheduleTellOnce(_nextSlice - now, _victim, slice, Self);
                break;
            default:
                _victim.Tell(slice, Self);
                break;
        }
    }

    private void Tell(SliceData slice, ReadOnlySpan<byte> payload)
    {
        Told(slice.Chunk, slice.Attempt);
        _victim.Tell(SliceData.Of(Torrent, slice.Chunk, slice.Offset, slice.Attempt, payload), Self);
    }

    private void Refuse(GetSlices get, RefusalReason reason)
    {
        Told(get);
        _victim.Tell(new SliceRefused(Torrent, get.Ranges, reason), Self);
    }

    private void Told(GetSlices get)
    {
        foreach (var range in get.Ranges)
            Told(range.Chunk, range.Attempt);
    }

    private void Told(int chunk, long attempt)
    {
        if (_told.Add((chunk, attempt)))
            Context.System.EventStream.Publish(new LieTold(_victimId, chunk, attempt, _lies.Lie));
    }

    // Of a torrent without another such chunk it is the right one, and becomes a lie on its way back.
    private SliceRange AskInstead(SliceRange range)
    {
        if (Other(range) is not { } other)
            return range;
        Told(range.Chunk, range.Attempt);
        _askedInstead[range.Attempt] = range.Chunk;
        return range with { Chunk = other };
    }

    // The nearest other chunk in which the range exists.
    private int? Other(SliceRange get)
    {
        for (var step = 1; step < Grid.Count; step++)
        {
            var other = (get.Chunk + step) % Grid.Count;
            if (Grid.Fits(Grid.At(other), get.Offset, get.Length)
                && (get.Length % WireLimits.SliceBytes == 0 || get.Offset + get.Length == Grid.LengthOf(Grid.At(other))))
                return other;
        }

        return null;
    }
}
