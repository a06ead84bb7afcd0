namespace Akka.P2P.Protocol;

using Akka.Actor;

/// <summary>Never leaves the process, so it may hold what can't be serialized.</summary>
public interface ILocalMessage : INoSerializationVerificationNeeded;
