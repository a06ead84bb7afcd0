namespace Akka.Remote.Engine;

/// <summary>A message that tells of life: it overtakes everything that waits for the socket.</summary>
internal interface IUrgentMessage;
