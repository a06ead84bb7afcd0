namespace Akka.Tests.Actor.Stash;

using Akka.Actor;
using Akka.Event;
using Akka.Tests.Support;

public class StashSpecs : SystemSpec
{
    private readonly Probe _seen;

    public StashSpecs() => _seen = NewProbe();

    [Fact]
    public async Task Stashed_messages_come_back_in_their_order_and_before_newer_ones()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Closed(_seen.Ref)));
        actor.Tell("a");
        actor.Tell("b");
        actor.Tell(new Batch(["open", "c"]));
        foreach (var expected in new[] { "a", "b", "c" })
            await _seen.Expect(expected);
    }

    [Fact]
    public async Task The_sender_is_kept()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Closed(_seen.Ref)));
        var sender = NewProbe();
        actor.Tell("a", sender.Ref);
        actor.Tell("open");
        await _seen.Expect("a");
        Assert.Equal(sender.Ref, _seen.LastSender);
    }

    [Fact]
    public async Task One_message_can_be_taken_out_at_a_time()
    {
        var actor = Sys.ActorOf(Props.Create(() => new OneByOne(_seen.Ref)));
        foreach (var message in new[] { "a", "b", "next" })
            actor.Tell(message);
        await _seen.Expect("a");
        actor.Tell("next");
        await _seen.Expect("b");
    }

    [Fact]
    public async Task What_the_predicate_does_not_want_is_discarded()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Choosing(_seen.Ref)));
        foreach (var message in new[] { "keep 1", "drop", "keep 2", "choose" })
            actor.Tell(message);
        await _seen.Expect("keep 1");
        await _seen.Expect("keep 2");
        await _seen.Expect(0);
    }

    [Fact]
    public async Task The_same_message_can_not_be_stashed_twice()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Twice(_seen.Ref)));
        actor.Tell("a");
        await _seen.Next<IllegalActorStateException>();
    }

    [Fact]
    public async Task Stashed_messages_survive_a_restart()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Closed(_seen.Ref)));
        actor.Tell("a");
        actor.Tell("b");
        actor.Tell("fail");
        actor.Tell("open");
        await _seen.Expect("a");
        await _seen.Expect("b");
    }

    [Fact]
    public async Task Stashed_messages_become_dead_letters_when_the_actor_stops()
    {
        var letters = NewProbe();
        Sys.EventStream.Subscribe(letters.Ref, typeof(DeadLetter));
        var actor = Sys.ActorOf(Props.Create(() => new Closed(_seen.Ref)));
        actor.Tell("a");
        actor.Tell(PoisonPill.Instance);
        Assert.Equal("a", (await letters.Next<DeadLetter>()).Message);
    }

    [Fact]
    public async Task A_bounded_stash_overflows()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Bounded(_seen.Ref)).WithStashCapacity(2));
        foreach (var message in new[] { "a", "b", "c" })
            actor.Tell(message);
        await _seen.Expect((1, 2, false));
        await _seen.Expect((2, 2, true));
        await _seen.Next<StashOverflowException>();
    }

    [Fact]
    public async Task A_cleared_stash_is_empty_and_can_be_prepended_again()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Clearing(_seen.Ref)));
        foreach (var message in new[] { "a", "b", "clear", "c", "prepend" })
            actor.Tell(message);
        await _seen.Expect(0);
        foreach (var expected in new[] { "a", "b", "c" })
            await _seen.Expect(expected);
    }

    [Fact]
    public async Task A_watched_actors_end_can_be_stashed()
    {
        var watched = ActorOf((_, _) => { });
        var actor = Sys.ActorOf(Props.Create(() => new Watching(_seen.Ref, watched)));
        await watched.GracefulStop(Probe.Patience);
        actor.Tell("open");
        await _seen.Expect(watched);
    }

    private sealed record Batch(string[] Messages);

    private sealed class Closed(IActorRef seen) : UntypedActorWithStash
    {
        private bool _open;

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case "fail":
                    throw new InvalidOperationException("asked to");
                case Batch batch:
                    foreach (var each in batch.Messages)
                        Self.Tell(each);
                    break;
                case "open":
                    _open = true;
                    Stash.UnstashAll();
                    break;
                case var _ when _open:
                    seen.Tell(message, Sender);
                    break;
                default:
                    Stash.Stash();
                    break;
            }
        }
    }

    private sealed class OneByOne(IActorRef seen) : UntypedActorWithUnboundedStash
    {
        private bool _one;

        protected override void OnReceive(object message)
        {
            if (message is "next")
            {
                _one = true;
                Stash.Unstash();
            }
            else if (_one)
            {
                _one = false;
                seen.Tell(message);
            }
            else
            {
                Stash.Stash();
            }
        }
    }

    private sealed class Choosing(IActorRef seen) : UntypedActorWithUnboundedStash
    {
        private bool _chosen;

        protected override void OnReceive(object message)
        {
            if (message is "choose")
            {
                _chosen = true;
                Stash.UnstashAll(e => ((string)e.Message).StartsWith("keep", StringComparison.Ordinal));
                Self.Tell(Stash.Count);
            }
            else if (_chosen)
            {
                seen.Tell(message);
            }
            else
            {
                Stash.Stash();
            }
        }
    }

    private sealed class Twice(IActorRef seen) : UntypedActorWithUnboundedStash
    {
        protected override void OnReceive(object message)
        {
            Stash.Stash();
            try
            {
                Stash.Stash();
            }
            catch (IllegalActorStateException e)
            {
                seen.Tell(e);
            }
        }
    }

    private sealed class Bounded(IActorRef seen) : UntypedActorWithStash
    {
        protected override void OnReceive(object message)
        {
            try
            {
                Stash.Stash();
                seen.Tell((Stash.Count, Stash.Capacity, Stash.IsFull));
            }
            catch (StashOverflowException e)
            {
                seen.Tell(e);
            }
        }
    }

    private sealed class Clearing(IActorRef seen) : UntypedActorWithUnboundedStash
    {
        private List<Envelope> _taken = [];
        private bool _open;

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case "clear":
                    _taken = [.. Stash.ClearStash()];
                    seen.Tell(Stash.Count);
                    break;
                case "prepend":
                    Stash.Prepend(_taken);
                    _open = true;
                    Stash.UnstashAll();
                    break;
                case var _ when _open:
                    seen.Tell(message);
                    break;
                default:
                    Stash.Stash();
                    break;
            }
        }
    }

    private sealed class Watching : UntypedActorWithUnboundedStash
    {
        private readonly IActorRef _seen;
        private bool _open;

        public Watching(IActorRef seen, IActorRef watched)
        {
            _seen = seen;
            Context.Watch(watched);
        }

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case "open":
                    _open = true;
                    Stash.UnstashAll();
                    break;
                case Terminated terminated when _open:
                    _seen.Tell(terminated.ActorRef);
                    break;
                default:
                    Stash.Stash();
                    break;
            }
        }
    }
}
