namespace Akka.Remote.Serialization;

using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Akka.Configuration;
using Akka.Remote.Serialization.Proto.Msg;
using Akka.Serialization;
using Google.Protobuf;

/// <summary>Serializer 16: small messages of the engine itself, each under a manifest of a few letters.</summary>
public sealed class MiscMessageSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private const string IdentifyManifest = "ID";
    private const string ActorIdentityManifest = "AID";
    private const string ActorRefManifest = "AR";
    private const string PoisonPillManifest = "PP";
    private const string KillManifest = "K";
    private const string HeartbeatManifest = "RWHB";
    private const string HeartbeatRspManifest = "RWHR";
    private const string SuccessManifest = "STS";
    private const string FailureManifest = "STF";
    private const string LocalScopeManifest = "LS";
    private const string RemoteScopeManifest = "RS";
    private const string ConfigManifest = "CF";

    public override string Manifest(object o) => o switch
    {
        Identify => IdentifyManifest,
        ActorIdentity => ActorIdentityManifest,
        IActorRef => ActorRefManifest,
        PoisonPill => PoisonPillManifest,
        Kill => KillManifest,
        RemoteWatcher.Heartbeat => HeartbeatManifest,
        RemoteWatcher.HeartbeatRsp => HeartbeatRspManifest,
        Status.Success => SuccessManifest,
        Status.Failure => FailureManifest,
        LocalScope => LocalScopeManifest,
        RemoteScope => RemoteScopeManifest,
        Config => ConfigManifest,
        _ => throw new ArgumentException($"Cannot serialize object of type [{o?.GetType()}]", nameof(o)),
    };

    public override byte[] ToBinary(object obj) => obj switch
    {
        Identify identify => new IdentifyData
        {
            MessageId = identify.MessageId is null ? null : NestedPayloads.Wrap(system, identify.MessageId),
        }.ToByteArray(),
        ActorIdentity identity => new ActorIdentityData
        {
            CorrelationId = NestedPayloads.Wrap(system, identity.MessageId),
            Path = identity.Subject is null ? "" : Akka.Serialization.Serialization.SerializedActorPath(identity.Subject),
        }.ToByteArray(),
        IActorRef actor => NestedPayloads.WrapRef(actor).ToByteArray(),
        PoisonPill or Kill or RemoteWatcher.Heartbeat or LocalScope => [],
        RemoteWatcher.HeartbeatRsp response => new RemoteWatcherHeartbeatResponseData { Uid = unchecked((uint)response.AddressUid) }.ToByteArray(),
        Status.Success success => new StatusSuccessData { Status = NestedPayloads.Wrap(system, success.Status) }.ToByteArray(),
        Status.Failure failure => new StatusFailureData
        {
            Cause = ExceptionPayloads.Wrap(failure.Cause),
            State = NestedPayloads.Wrap(system, failure.State),
        }.ToByteArray(),
        RemoteScope scope => new RemoteScopeData { Node = WrapAddress(scope.Address) }.ToByteArray(),
        Config config => config.IsEmpty ? [] : Encoding.UTF8.GetBytes(config.ToString()),
        _ => throw new ArgumentException($"Cannot serialize object of type [{obj?.GetType()}]", nameof(obj)),
    };

    public override object FromBinary(byte[] bytes, string manifest)
    {
        switch (manifest)
        {
            case IdentifyManifest:
                return new Identify(NestedPayloads.Unwrap(system, ProtoBodies.Parse(IdentifyData.Parser, bytes).MessageId)!);
            case ActorIdentityManifest:
                var identity = ProtoBodies.Parse(ActorIdentityData.Parser, bytes);
                return new ActorIdentity(
                    NestedPayloads.Unwrap(system, identity.CorrelationId)!,
                    identity.Path.Length == 0 ? null! : system.Provider.ResolveActorRef(identity.Path));
            case ActorRefManifest:
                return NestedPayloads.UnwrapRef(system, ProtoBodies.Parse(ActorRefData.Parser, bytes));
            case PoisonPillManifest:
                return PoisonPill.Instance;
            case KillManifest:
                return Kill.Instance;
            case HeartbeatManifest:
                return RemoteWatcher.Heartbeat.Instance;
            case HeartbeatRspManifest:
                return new RemoteWatcher.HeartbeatRsp(unchecked((int)ProtoBodies.Parse(RemoteWatcherHeartbeatResponseData.Parser, bytes).Uid));
            case SuccessManifest:
                return new Status.Success(NestedPayloads.Unwrap(system, ProtoBodies.Parse(StatusSuccessData.Parser, bytes).Status)!);
            case FailureManifest:
                var failure = ProtoBodies.Parse(StatusFailureData.Parser, bytes);
                return new Status.Failure(ExceptionPayloads.Unwrap(failure.Cause)!, NestedPayloads.Unwrap(system, failure.State)!);
            case LocalScopeManifest:
                return LocalScope.Instance;
            case RemoteScopeManifest:
                var node = ProtoBodies.Parse(RemoteScopeData.Parser, bytes).Node ?? throw new SerializationException("A remote scope without a node");
                return new RemoteScope(new Address(node.Protocol, node.System, node.Hostname, (int)node.Port));
            case ConfigManifest:
                return ReadConfig(bytes);
            default:
                throw new SerializationException($"Unknown manifest [{manifest}] in [{nameof(MiscMessageSerializer)}]");
        }
    }

    private static Config ReadConfig(byte[] bytes)
    {
        try
        {
            return bytes.Length == 0 ? Config.Empty : ConfigurationFactory.ParseString(Encoding.UTF8.GetString(bytes));
        }
        catch (ConfigurationException e)
        {
            throw new SerializationException($"These {bytes.Length} bytes are no configuration: {e.Message}", e);
        }
    }

    private static AddressData WrapAddress(Address address) => new()
    {
        Protocol = address.Protocol,
        System = address.System,
        Hostname = address.Host ?? "",
        Port = (uint)(address.Port ?? 0),
    };
}
