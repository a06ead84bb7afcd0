namespace Akka.Dispatch.SysMsg;

using Akka.Actor;

/// <summary>A message of the engine to a cell; it overtakes the user's messages.</summary>
public interface ISystemMessage : INoSerializationVerificationNeeded;
