namespace Akka.Tests.Support;

using Akka.Actor;
using Akka.Configuration;

/// <summary>A spec with an actor system of its own, which is silent on standard output.</summary>
public abstract class SystemSpec : IAsyncLifetime
{
    private const string Quiet = "akka { loggers = [], stdout-loglevel = OFF, coordinated-shutdown.run-by-clr-shutdown-hook = off }";

    protected SystemSpec(string hocon = "") =>
        Sys = ActorSystem.Create("spec", ConfigurationFactory.ParseString(hocon).WithFallback(ConfigurationFactory.ParseString(Quiet)));

    protected ActorSystem Sys { get; }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Sys.Terminate().WaitAsync(Probe.Patience);

    protected Probe NewProbe() => new(Sys);

    protected IActorRef ActorOf(Action<object, IActorContext> handle, string? name = null) =>
        Sys.ActorOf(Props.Create(() => new Handler(handle)), name);

    private sealed class Handler(Action<object, IActorContext> handle) : UntypedActor
    {
        protected override void OnReceive(object message) => handle(message, Context);
    }
}
