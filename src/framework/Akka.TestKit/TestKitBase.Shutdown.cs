namespace Akka.TestKit;

using Akka.Actor;
using Akka.Event;

public abstract partial class TestKitBase
{
    private static readonly TimeSpan UsualShutdown = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestShutdown = TimeSpan.FromSeconds(10);

    /// <summary>Ends the ActorSystem under test. See the other overload.</summary>
    public virtual void Shutdown(TimeSpan? duration = null, bool verifySystemShutdown = false)
    {
        LeaveThread();
        Shutdown(_system, duration, verifySystemShutdown);
    }

    /// <summary>Ends <paramref name="system"/> and waits for it.</summary>
    /// <param name="system">The system to end.</param>
    /// <param name="duration">How long to wait; 5 s when null. Dilated; what was not given stays below 10 s.</param>
    /// <param name="verifySystemShutdown">Whether a system that does not end fails the test (true) or is only logged (false).</param>
    /// <exception cref="TimeoutException">It did not end and that was to be verified; the message shows its tree of actors.</exception>
    protected virtual void Shutdown(ActorSystem system, TimeSpan? duration = null, bool verifySystemShutdown = false)
    {
        system ??= _system;
        var usual = Dilated(UsualShutdown);
        var limit = duration is { } given ? Dilated(given) : usual < LongestShutdown ? usual : LongestShutdown;
        bool ended;
        try
        {
            ended = system.Terminate().Wait(limit);
        }
        catch (AggregateException e)
        {
            system.Log.Warning(e, "Exception while the actor system {0} was shut down", system.Name);
            throw;
        }

        if (ended)
        {
            return;
        }

        var tree = system is ExtendedActorSystem extended ? extended.PrintTree() : string.Empty;
        var message = $"Failed to stop [{system.Name}] within [{limit}]{Environment.NewLine}{tree}";
        if (verifySystemShutdown)
        {
            throw new TimeoutException(message);
        }

        system.Log.Warning("{0}", message);
    }
}
