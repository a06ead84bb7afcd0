namespace Akka.TestKit.Configs;

using Akka.Configuration;

/// <summary>Configurations that tests ask for by name.</summary>
public static class TestConfigs
{
    /// <summary>The fallback of every test's ActorSystem: events go to <see cref="TestEventListener"/>, and <c>akka.test</c> has its defaults.</summary>
    public static Config DefaultConfig { get; } = ConfigurationFactory.FromResource<TestKitBase>("Reference.conf");

    /// <summary>Time stands still until the test advances <see cref="TestScheduler"/>.</summary>
    public static Config TestSchedulerConfig { get; } = ConfigurationFactory.ParseString(
        "akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"");

    internal static Config FullDebugConfig { get; } = ConfigurationFactory.ParseString("""
        akka.loglevel = DEBUG
        akka.log-dead-letters = on
        akka.actor.debug {
          receive = on
          autoreceive = on
          lifecycle = on
          event-stream = on
          unhandled = on
          fsm = on
          router-misconfiguration = on
        }
        """);
}
