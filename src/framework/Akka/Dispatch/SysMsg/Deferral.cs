namespace Akka.Dispatch.SysMsg;

/// <summary>Waits while the actor is suspended.</summary>
internal interface IWaitsWhileSuspended;

/// <summary>Waits while a restart or a failed creation waits for children to stop.</summary>
internal interface IWaitsForChildren;
