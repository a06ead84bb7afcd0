namespace Akka.Tests.Actor;

using Akka.Actor;
using Akka.Tests.Support;

public class DeathWatchSpecs : SystemSpec
{
    private readonly Probe _log;
    private readonly IActorRef _watcher;

    public DeathWatchSpecs()
    {
        _log = NewProbe();
        _watcher = ActorOf((message, context) =>
        {
            switch (message)
            {
                case ("watch", IActorRef subject):
                    context.Watch(subject);
                    context.Sender.Tell("done");
                    break;
                case ("with", IActorRef subject):
                    context.WatchWith(subject, "it died");
                    context.Sender.Tell("done");
                    break;
                case ("unwatch", IActorRef subject):
                    context.Unwatch(subject);
                    context.Sender.Tell("done");
                    break;
                default:
                    _log.Ref.Tell(Gone.From(message));
                    break;
            }
        });
    }

    [Fact]
    public async Task A_watch_before_the_end_is_answered_once()
    {
        var subject = ActorOf((_, _) => { });
        await Do("watch", subject);
        await Do("watch", subject);
        Assert.True(await subject.GracefulStop(Probe.Patience));
        var told = await _log.Next<Gone>();
        Assert.Equal(subject, told.Actor);
        Assert.True(told.Existed);
        await Settled();
        await _log.ExpectNothingBefore(new object());
    }

    [Fact]
    public async Task A_watch_after_the_end_is_answered_too()
    {
        var subject = ActorOf((_, _) => { });
        Assert.True(await subject.GracefulStop(Probe.Patience));
        await Do("watch", subject);
        var told = await _log.Next<Gone>();
        Assert.Equal(subject, told.Actor);
        Assert.False(told.Existed);
    }

    [Fact]
    public async Task A_message_of_ones_own_takes_the_place_of_Terminated()
    {
        var subject = ActorOf((_, _) => { });
        await Do("with", subject);
        Sys.Stop(subject);
        await _log.Expect("it died");
    }

    [Fact]
    public async Task After_Unwatch_nothing_is_told()
    {
        var subject = ActorOf((_, _) => { });
        await Do("watch", subject);
        await Do("unwatch", subject);
        Assert.True(await subject.GracefulStop(Probe.Patience));
        await Settled();
        await _log.ExpectNothingBefore(new object());
    }

    private Task<string> Do(string what, IActorRef subject) => _watcher.Ask<string>((what, subject), Probe.Patience);

    /// <summary>Everything sent to the watcher so far has been handled.</summary>
    private Task<ActorIdentity> Settled() => _watcher.Ask<ActorIdentity>(new Identify(0), Probe.Patience);
}
