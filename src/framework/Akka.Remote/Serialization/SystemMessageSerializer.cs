namespace Akka.Remote.Serialization;

using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Remote.Serialization.Proto.Msg;
using Akka.Serialization;
using Akka.Util;
using Google.Protobuf;

/// <summary>Serializer 22: the messages by which actors are watched and supervised. The manifest is the type's name.</summary>
public sealed class SystemMessageSerializer(ExtendedActorSystem system) : Serializer(system), IClosedManifests
{
    private static readonly Dictionary<string, Type> Types = new Type[]
    {
        typeof(Watch), typeof(Unwatch), typeof(DeathWatchNotification), typeof(Failed), typeof(Supervise), typeof(Create), typeof(Recreate),
        typeof(Resume), typeof(Suspend), typeof(Terminate),
    }.ToDictionary(type => type.TypeQualifiedName(), StringComparer.Ordinal);

    public override bool IncludeManifest => true;

    /// <summary>As <c>Akka.Dispatch.SysMsg.Watch, Akka</c>; whatever else an assembly's name may carry behind it is passed over.</summary>
    Type? IClosedManifests.TypeOf(string manifest)
    {
        var cut = manifest?.IndexOf(',', StringComparison.Ordinal) is { } comma and >= 0 ? manifest.IndexOf(',', comma + 1) : -1;
        return Types.GetValueOrDefault((cut < 0 ? manifest : manifest![..cut]) ?? "");
    }

    public override byte[] ToBinary(object obj) => obj switch
    {
        Watch watch => WatchBody(watch.Watchee, watch.Watcher),
        Unwatch unwatch => WatchBody(unwatch.Watchee, unwatch.Watcher),
        DeathWatchNotification death => new DeathWatchNotificationData
        {
            Actor = NestedPayloads.WrapRef(death.Actor),
            ExistenceConfirmed = death.ExistenceConfirmed,
            AddressTerminated = death.AddressTerminated,
        }.ToByteArray(),
        Failed failed => new FailedData
        {
            Child = NestedPayloads.WrapRef(failed.Child),
            Cause = ExceptionPayloads.Wrap(failed.Cause),
            Uid = unchecked((ulong)failed.Uid),
        }.ToByteArray(),
        Supervise supervise => new SuperviseData { Child = NestedPayloads.WrapRef(supervise.Child), Async = supervise.Async }.ToByteArray(),
        Create create => CauseBody(create.Failure),
        Recreate recreate => CauseBody(recreate.Cause),
        Resume resume => CauseBody(resume.CausedByFailure),
        Suspend or Terminate => [],
        _ => throw new ArgumentException($"[{obj?.GetType()}] does not leave its actor system", nameof(obj)),
    };

    public override object FromBinary(byte[] bytes, Type type)
    {
        if (type == typeof(Watch))
        {
            var (watchee, watcher) = ReadWatch(bytes);
            return new Watch(watchee, watcher);
        }

        if (type == typeof(Unwatch))
        {
            var (watchee, watcher) = ReadWatch(bytes);
            return new Unwatch(watchee, watcher);
        }

        if (type == typeof(DeathWatchNotification))
        {
            var death = ProtoBodies.Parse(DeathWatchNotificationData.Parser, bytes);
            return new DeathWatchNotification(NestedPayloads.UnwrapRef(system, death.Actor), death.ExistenceConfirmed, death.AddressTerminated);
        }

        if (type == typeof(Failed))
        {
            var failed = ProtoBodies.Parse(FailedData.Parser, bytes);
            return new Failed(NestedPayloads.UnwrapRef(system, failed.Child), ExceptionPayloads.Unwrap(failed.Cause)!, unchecked((long)failed.Uid));
        }

        if (type == typeof(Supervise))
        {
            var supervise = ProtoBodies.Parse(SuperviseData.Parser, bytes);
            return new Supervise(NestedPayloads.UnwrapRef(system, supervise.Child), supervise.Async);
        }

        if (type == typeof(Create))
        {
            return new Create(ReadCause(bytes) is { } failure ? failure as ActorInitializationException ?? new ActorInitializationException(failure.Message) : null!);
        }

        if (type == typeof(Recreate))
        {
            return new Recreate(ReadCause(bytes)!);
        }

        if (type == typeof(Resume))
        {
            return new Resume(ReadCause(bytes)!);
        }

        if (type == typeof(Suspend))
        {
            return new Suspend();
        }

        return type == typeof(Terminate)
            ? new Terminate()
            : throw new SerializationException($"[{type}] is no system message that comes from other nodes");
    }

    private static byte[] WatchBody(IActorRef watchee, IActorRef watcher) =>
        new WatchData { Watchee = NestedPayloads.WrapRef(watchee), Watcher = NestedPayloads.WrapRef(watcher) }.ToByteArray();

    private static byte[] CauseBody(Exception? cause) => new CauseData { Cause = ExceptionPayloads.Wrap(cause) }.ToByteArray();

    private static Exception? ReadCause(byte[] bytes) => ExceptionPayloads.Unwrap(ProtoBodies.Parse(CauseData.Parser, bytes).Cause);

    private (IInternalActorRef Watchee, IInternalActorRef Watcher) ReadWatch(byte[] bytes)
    {
        var watch = ProtoBodies.Parse(WatchData.Parser, bytes);
        return (NestedPayloads.UnwrapRef(system, watch.Watchee), NestedPayloads.UnwrapRef(system, watch.Watcher));
    }
}
