namespace Akka.Tests.Event;

using Akka.Actor;
using Akka.Event;
using Akka.Tests.Support;

public class DebugOptionsSpecs : SystemSpec
{
    private readonly Probe _log;

    public DebugOptionsSpecs()
        : base("akka { loglevel = DEBUG, actor.debug { receive = on, autoreceive = on, lifecycle = on, unhandled = on } }")
    {
        _log = NewProbe();
        Sys.EventStream.Subscribe(_log.Ref, typeof(Debug));
    }

    [Fact]
    public async Task Messages_of_an_actor_that_asks_for_it_are_logged()
    {
        Sys.ActorOf(Props.Create(() => new Logged()), "logged").Tell("x");
        await Until("received handled message x");
    }

    [Fact]
    public async Task Messages_that_actors_handle_by_themselves_are_logged()
    {
        Sys.ActorOf(Props.Create(() => new Logged())).Tell(new Identify(7), _log.Ref);
        await Until("received AutoReceiveMessage <Identify>: 7");
    }

    [Fact]
    public async Task Lives_are_logged()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Logged()), "mortal");
        await Until("Started (", "mortal");
        Sys.Stop(actor);
        await Until("Stopped", "mortal");
    }

    [Fact]
    public async Task Unhandled_messages_are_logged()
    {
        Sys.ActorOf(Props.Create(() => new Logged()), "deaf").Tell(5);
        await Until("Unhandled message from", "deaf");
    }

    private async Task Until(string text, string _source = "")
    {
        while (true)
        {
            var message = await _log.Next<object>();
            if (message is Debug debug
                && debug.Message.ToString()!.Contains(text, StringComparison.Ordinal)
                && debug.LogSource.Contains(_source, StringComparison.Ordinal))
            {
                return;
            }
        }
    }

    private sealed class Logged : UntypedActor, ILogReceive
    {
        protected override void OnReceive(object message)
        {
            if (message is int)
                Unhandled(message);
        }
    }
}
