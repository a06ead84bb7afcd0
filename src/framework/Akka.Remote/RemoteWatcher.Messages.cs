namespace Akka.Remote;

using System.Collections.Immutable;
using Akka.Actor;
using Akka.Remote.Engine;

/// <content>What it is told, by itself, by references of this node, and by its likes on others.</content>
public partial class RemoteWatcher
{
    /// <summary>Begin or end a watch.</summary>
    public abstract class WatchCommand
    {
        protected WatchCommand(IInternalActorRef watchee, IInternalActorRef watcher)
        {
            Watchee = watchee;
            Watcher = watcher;
        }

        public IInternalActorRef Watchee { get; }

        public IInternalActorRef Watcher { get; }
    }

    public sealed class WatchRemote(IInternalActorRef watchee, IInternalActorRef watcher) : WatchCommand(watchee, watcher);

    public sealed class UnwatchRemote(IInternalActorRef watchee, IInternalActorRef watcher) : WatchCommand(watchee, watcher);

    /// <summary>Are you there?</summary>
    public sealed class Heartbeat : IUrgentMessage
    {
        private Heartbeat()
        {
        }

        public static Heartbeat Instance { get; } = new();
    }

    /// <summary>I am, and this is my incarnation.</summary>
    public class HeartbeatRsp(int addressUid) : IUrgentMessage
    {
        public int AddressUid { get; } = addressUid;
    }

    /// <summary>Time to ask all nodes.</summary>
    public class HeartbeatTick
    {
        private HeartbeatTick()
        {
        }

        public static HeartbeatTick Instance { get; } = new();
    }

    /// <summary>Time to look at the verdicts.</summary>
    public class ReapUnreachableTick
    {
        private ReapUnreachableTick()
        {
        }

        public static ReapUnreachableTick Instance { get; } = new();
    }

    /// <summary>By now the node should have answered once.</summary>
    public sealed class ExpectedFirstHeartbeat(Address from)
    {
        public Address From { get; } = from;
    }

    /// <summary>What is watched: a question when sent to the watcher, and its answer.</summary>
    public sealed class Stats(
        int watching,
        int watchingNodes,
        ImmutableHashSet<(IActorRef, IActorRef)> watchingRefs,
        ImmutableHashSet<Address> watchingAddresses)
    {
        public static readonly Stats Empty = Counts(0, 0);

        public Stats(int watching, int watchingNodes)
            : this(watching, watchingNodes, [], [])
        {
        }

        /// <summary>Pairs of watcher and watchee.</summary>
        public int Watching { get; } = watching;

        public int WatchingNodes { get; } = watchingNodes;

        public ImmutableHashSet<(IActorRef, IActorRef)> WatchingRefs { get; } = watchingRefs;

        public ImmutableHashSet<Address> WatchingAddresses { get; } = watchingAddresses;

        public static Stats Counts(int watching, int watchingNodes) => new(watching, watchingNodes);

        public Stats Copy(
            int watching,
            int watchingNodes,
            ImmutableHashSet<(IActorRef, IActorRef)>? watchingRefs = null,
            ImmutableHashSet<Address>? watchingAddresses = null) =>
            new(watching, watchingNodes, watchingRefs ?? WatchingRefs, watchingAddresses ?? WatchingAddresses);

        public override bool Equals(object? obj) => obj is Stats other && other.Watching == Watching && other.WatchingNodes == WatchingNodes;

        public override int GetHashCode() => HashCode.Combine(Watching, WatchingNodes);

        public override string ToString() => $"Stats(watching={Watching}, watchingNodes={WatchingNodes})";
    }
}
