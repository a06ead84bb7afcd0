namespace Akka.P2P.Actors.Tests.Talking;

using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Actors.Settings;
using Akka.P2P.Actors.Talking;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Protocol;
using Akka.TestKit;
using Xunit.Abstractions;
using static Akka.P2P.Actors.Talking.TalkCommands;

/// <summary>Peers that send each other files. One event stream tells of all of them.</summary>
public abstract class TransferSpec : TalkSpec
{
    private readonly Dictionary<int, MemoryFiles> _files = [];
    private readonly TestProbe _all;
    private readonly List<IPeerEvent> _told = [];

    protected TransferSpec(ITestOutputHelper output)
        : base(output)
    {
        _all = CreateTestProbe();
        Sys.EventStream.Subscribe(_all.Ref, typeof(IPeerEvent));
        Files(1).Add(File);
        Asker = CreateTestProbe();
    }

    protected static Metainfo File { get; } = Torrent("network.png", (20 * 16 * 1024) - 7);

    protected TestProbe Asker { get; }

    private protected MemoryFiles Files(int number)
    {
        if (!_files.TryGetValue(number, out var files))
            _files.Add(number, files = new MemoryFiles());
        return files;
    }

    protected override ITransferFiles? FilesOf(int number) => Files(number);

    protected static PeerSettings With(OfferPolicy accept, Func<TalkSettings, TalkSettings>? more = null) =>
        Defaults with { Talk = (more ?? (t => t))(Defaults.Talk with { Accept = accept }) };

    /// <summary>The first of that kind that was not taken yet, in whatever order the peers told.</summary>
    protected T Next<T>(Func<T, bool>? which = null)
        where T : class, IPeerEvent
    {
        for (var i = 0; ; i++)
        {
            if (i == _told.Count)
                _told.Add(_all.ExpectMsg<IPeerEvent>(Patience));
            if (_told[i] is not T one || which?.Invoke(one) == false)
                continue;
            _told.RemoveAt(i);
            return one;
        }
    }

    protected Guid Send(IActorRef us, string? to) => Ask<SendStarted>(us, new SendFile(File.Name, to), Asker).Send;

    /// <summary>The last word about a transfer of peer 1, to its only receiver.</summary>
    protected RecipientStatus Finished() => Assert.Single(Next<TalkEvents.SendFinished>().Send.Recipients);

    /// <summary>An offer as a peer that a probe plays would make it.</summary>
    protected static TalkProtocol.OfferFile Offer(int from, Metainfo? file = null) =>
        new(Guid.NewGuid(), Peer(from), $"peer {from}", (file ?? File).Id, (file ?? File).Name, (file ?? File).TotalLength, 1);

    /// <summary>No seeder, no download, no listing.</summary>
    protected void NothingIsLeft(params IActorRef[] peers)
    {
        foreach (var peer in peers)
        {
            AwaitAssert(() =>
            {
                var status = Ask<PeerCommands.PeerStatus>(peer, new PeerCommands.GetStatus(), Asker);
                Assert.Empty(status.Seeds);
                Assert.Empty(status.Downloads);
            });
        }

        var asker = CreateTestProbe();
        Tracker.Tell(new TrackerProtocol.GetTorrent(Guid.NewGuid(), File.Id, 0), asker.Ref);
        Assert.Equal(ReturnCode.TorrentDoesNotExist, asker.ExpectMsg<TrackerProtocol.Refused>(Patience).Code);
    }

    /// <summary>Time goes by, with what a renewing peer says at every step; it should wait until that is heard.</summary>
    protected void Pass(TimeSpan time, Action? step = null)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(1))
        {
            Advance(TimeSpan.FromSeconds(1));
            step?.Invoke();
        }
    }

    protected static async Task IsClosed(IEnumerable<object> stores)
    {
        foreach (ComingStore store in stores)
            await store.Closed.WaitAsync(Patience);
    }
}
