namespace Akka.Actor;

/// <summary>A machine that logs its events and changes when <c>akka.actor.debug.fsm</c> is on.</summary>
public interface ILoggingFSM;
