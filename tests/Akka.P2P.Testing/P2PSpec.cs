namespace Akka.P2P.Testing;

using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit;
using Akka.TestKit.Configs;
using Xunit.Abstractions;

/// <summary>The base of actor specs. Only this type names the TestKit, whose name is also a namespace.</summary>
/// <param name="output">The test's output; the log goes there.</param>
/// <param name="config">HOCON over the defaults; null for none.</param>
/// <param name="virtualTime">Whether time stands still until <see cref="Advance"/>.</param>
public abstract class P2PSpec(ITestOutputHelper output, Config? config = null, bool virtualTime = false)
    : Akka.TestKit.Xunit2.TestKit(With(config, virtualTime), "p2p", output)
{
    /// <summary>The virtual scheduler.</summary>
    /// <exception cref="InvalidOperationException">The spec runs in real time.</exception>
    protected TestScheduler Scheduler => Sys.Scheduler as TestScheduler
        ?? throw new InvalidOperationException("This spec runs in real time: pass virtualTime: true to its base.");

    /// <summary>Moves virtual time and runs what falls due, on this thread.</summary>
    protected void Advance(TimeSpan by) => Scheduler.Advance(by);

    /// <summary>Stops an actor and waits until it has ended.</summary>
    protected void StopAndWait(IActorRef actor)
    {
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);
    }

    private static Config With(Config? config, bool virtualTime)
    {
        var own = config ?? Config.Empty;
        return virtualTime ? TestConfigs.TestSchedulerConfig.WithFallback(own) : own;
    }
}
