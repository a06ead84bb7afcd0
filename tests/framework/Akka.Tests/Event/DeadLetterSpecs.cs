namespace Akka.Tests.Event;

using Akka.Actor;
using Akka.Event;
using Akka.Tests.Support;

public class DeadLetterSpecs : SystemSpec
{
    private readonly Probe _letters;
    private readonly Probe _infos;

    public DeadLetterSpecs()
        : base("""
            akka { loglevel = INFO, log-dead-letters = 3, log-dead-letters-suspend-duration = infinite }
            one { mailbox-type = "Akka.Dispatch.BoundedMailbox", mailbox-capacity = 1, mailbox-push-timeout-time = 0s }
            """)
    {
        _letters = NewProbe();
        _infos = NewProbe();
        Sys.EventStream.Subscribe(_letters.Ref, typeof(AllDeadLetters));
        Sys.EventStream.Subscribe(_infos.Ref, typeof(Info));
    }

    [Fact]
    public async Task A_message_to_a_stopped_actor_is_published_with_sender_and_recipient()
    {
        var dead = await Dead();
        dead.Tell("x", _letters.Ref);
        var letter = await _letters.Next<DeadLetter>();
        Assert.Equal(("x", _letters.Ref, dead.Path), (letter.Message, letter.Sender, letter.Recipient.Path));
    }

    [Fact]
    public async Task A_message_without_sender_names_the_dead_letters_as_sender()
    {
        (await Dead()).Tell("x", ActorRefs.NoSender);
        Assert.Equal(Sys.DeadLetters, (await _letters.Next<DeadLetter>()).Sender);
    }

    [Fact]
    public async Task What_is_told_to_the_dead_letters_is_one()
    {
        Sys.DeadLetters.Tell("x");
        Assert.Equal("x", (await _letters.Next<DeadLetter>()).Message);
    }

    [Fact]
    public async Task A_message_whose_loss_is_expected_is_suppressed_and_not_logged()
    {
        var dead = await Dead();
        var message = new Unimportant();
        dead.Tell(message);
        dead.Tell("important");
        Assert.Same(message, (await _letters.Next<SuppressedDeadLetter>()).Message);
        await _letters.Next<DeadLetter>();
        Assert.Contains("Message [String]", (await _infos.Next<Info>()).Message.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subscriber_that_is_gone_and_not_yet_off_the_stream_gets_its_letter_once()
    {
        for (var i = 0; i < 20; i++)
        {
            var gone = await Dead();
            Sys.EventStream.Subscribe(gone, typeof(DeadLetter));
            Sys.DeadLetters.Tell(i);
            Assert.Equal(i, (await _letters.Next<DeadLetter>()).Message);
        }

        await _letters.ExpectNothingBefore(new object());
    }

    [Fact]
    public async Task A_subscriber_without_room_for_a_letter_causes_no_other_one()
    {
        using var gate = new ManualResetEventSlim();
        var full = Sys.ActorOf(Props.Create(() => new Blocked(gate)).WithMailbox("one"));
        Sys.EventStream.Subscribe(full, typeof(DeadLetter));
        for (var i = 0; i < 4; i++)
        {
            Sys.DeadLetters.Tell(i);
            Assert.Equal(i, (await _letters.Next<DeadLetter>()).Message);
        }

        await _letters.ExpectNothingBefore(new object());
        gate.Set();
    }

    [Fact]
    public async Task An_unhandled_message_is_published()
    {
        var deaf = Sys.ActorOf(Props.Create(() => new Deaf()));
        deaf.Tell("x", _letters.Ref);
        var unhandled = await _letters.Next<UnhandledMessage>();
        Assert.Equal(("x", _letters.Ref, deaf), (unhandled.Message, unhandled.Sender, unhandled.Recipient));
    }

    [Fact]
    public async Task They_are_logged_until_the_configured_number_and_then_no_more()
    {
        var dead = await Dead();
        for (var i = 0; i < 5; i++)
            dead.Tell("x");
        Assert.Contains("[1] dead letters encountered", (await _infos.Next<Info>()).Message.ToString(), StringComparison.Ordinal);
        Assert.Contains("[2] dead letters encountered", (await _infos.Next<Info>()).Message.ToString(), StringComparison.Ordinal);
        Assert.Contains("[3] dead letters encountered, no more dead letters will be logged", (await _infos.Next<Info>()).Message.ToString(), StringComparison.Ordinal);
        for (var i = 0; i < 5; i++)
            await _letters.Next<DeadLetter>();

        // The listener answers only after it has taken all five.
        var listener = await Sys.ActorSelection("/system/deadLetterListener").ResolveOne(Probe.Patience);
        await listener.Ask<ActorIdentity>(new Identify(1), Probe.Patience);
        await _infos.ExpectNothingBefore(new object());
    }

    [Fact]
    public void A_dead_letter_needs_a_sender_and_a_recipient()
    {
        Assert.Throws<ArgumentNullException>(() => new DeadLetter("x", null!, _letters.Ref));
        Assert.Throws<ArgumentNullException>(() => new DeadLetter("x", _letters.Ref, null!));
    }

    [Fact]
    public void A_dropped_message_says_why() => Assert.Equal("full", new Dropped("x", "full", _letters.Ref, _letters.Ref).Reason);

    private async Task<IActorRef> Dead()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Deaf()));
        await actor.GracefulStop(Probe.Patience);
        return actor;
    }

    private sealed class Unimportant : IDeadLetterSuppression;

    private sealed class Blocked(ManualResetEventSlim gate) : UntypedActor
    {
        protected override void OnReceive(object message) => gate.Wait();
    }

    private sealed class Deaf : UntypedActor
    {
        protected override void OnReceive(object message) => Unhandled(message);
    }
}
