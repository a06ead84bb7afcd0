namespace Akka.Actor;

/// <summary>An actor with timers; the engine fills the property before <c>PreStart</c>.</summary>
public interface IWithTimers
{
    ITimerScheduler Timers { get; set; }
}
