namespace Akka.Actor;

using Akka.Actor.Internal;

/// <content>Reads the configuration and ties the shutdown to the system and the process.</content>
public sealed partial class CoordinatedShutdown
{
    /// <summary>Makes the extension of a system.</summary>
    internal static CoordinatedShutdown Start(ExtendedActorSystem system)
    {
        var section = system.Settings.Config.GetConfig("akka.coordinated-shutdown");
        var shutdown = new CoordinatedShutdown(system, ShutdownPhase.Read(section));
        shutdown.AddTermination(system.Settings.CoordinatedShutdownTerminateActorSystem, section.GetBoolean("exit-clr"));
        if (section.GetBoolean("run-by-clr-shutdown-hook"))
            shutdown.RunAtProcessExit();
        return shutdown;
    }

    private void AddTermination(bool terminate, bool exit)
    {
        if (!terminate && !exit)
            return;
        AddTask(PhaseActorSystemTerminate, "terminate-system", async () =>
        {
            if (terminate)
            {
                var ended = ((ActorSystemImpl)System).FinalTerminate();
                if (exit)
                {
                    // The process ends in any case, even if the actors don't within the time of the phase.
                    await Task.WhenAny(ended, Task.Delay(Timeout(PhaseActorSystemTerminate))).ConfigureAwait(false);
                    Exit();
                    return Done.Instance;
                }

                await ended.ConfigureAwait(false);
            }
            else
            {
                Exit();
            }

            return Done.Instance;
        });
    }

    private void Exit()
    {
        // From the hook the process is ending already, and a second exit would wait for the first for ever.
        if (ShutdownReason is ClrExitReason)
            return;
        _ = Task.Run(() => Environment.Exit(0));
    }

    private void RunAtProcessExit()
    {
        EventHandler hook = (_, _) =>
        {
            if (System.WhenTerminated.IsCompleted)
                return;
            try
            {
                Run(ClrExitReason.Instance).Wait(TotalTimeout);
            }
            catch (AggregateException)
            {
                // Run has logged it, and the process ends anyway.
            }
        };
        AppDomain.CurrentDomain.ProcessExit += hook;

        // A process may start many systems in its life; an ended one must not be kept alive by the hook.
        System.RegisterOnTermination(() => AppDomain.CurrentDomain.ProcessExit -= hook);
    }
}
