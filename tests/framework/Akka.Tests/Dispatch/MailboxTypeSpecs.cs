namespace Akka.Tests.Dispatch;

using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;
using Akka.Event;
using Akka.TestKit.Xunit2;

public sealed class MailboxTypeSpecs : TestKit
{
    private static readonly TimeSpan Ample = TimeSpan.FromSeconds(20);

    public MailboxTypeSpecs()
        : base($$"""
            bounded { mailbox-type = "Akka.Dispatch.BoundedMailbox", mailbox-capacity = 3, mailbox-push-timeout-time = 10ms }
            bounded-deque { mailbox-type = "Akka.Dispatch.BoundedDequeBasedMailbox", mailbox-capacity = 3, mailbox-push-timeout-time = 10ms }
            priority { mailbox-type = "{{typeof(Sorted).AssemblyQualifiedName}}" }
            stable { mailbox-type = "{{typeof(StableSorted).AssemblyQualifiedName}}" }
            own { mailbox-type = "{{typeof(OwnMailbox).AssemblyQualifiedName}}" }
            wrong { mailbox-type = "No.Such.Mailbox, Nowhere" }
            with-mailbox { type = Dispatcher, mailbox-type = "{{typeof(OwnMailbox).AssemblyQualifiedName}}" }
            requiring { type = Dispatcher, mailbox-requirement = "Akka.Dispatch.IDequeBasedMessageQueueSemantics" }
            akka.actor.deployment { "/placed".mailbox = priority }
            """)
    {
    }

    [Fact(DisplayName = "By default a mailbox is unbounded, for who asks for a deque an unbounded deque")]
    public void Defaults()
    {
        Assert.IsType<UnboundedMessageQueue>(QueueOf(Props.Create(() => new Plain())));
        Assert.IsType<UnboundedDequeMessageQueue>(QueueOf(Props.Create(() => new Stashing())));
        Assert.IsAssignableFrom<IBoundedDequeBasedMessageQueueSemantics>(QueueOf(Props.Create(() => new BoundedStashing())));
        Assert.IsAssignableFrom<IBoundedMessageQueueSemantics>(QueueOf(Props.Create(() => new Bounded())));
    }

    [Fact(DisplayName = "The recipe names one, a dispatcher brings one or requires one, a deployment wins")]
    public void Named()
    {
        Assert.IsType<OwnQueue>(QueueOf(Props.Create(() => new Plain()).WithMailbox("own")));
        Assert.IsType<OwnQueue>(QueueOf(Props.Create(() => new Plain()).WithDispatcher("with-mailbox")));
        Assert.IsAssignableFrom<IDequeBasedMessageQueueSemantics>(QueueOf(Props.Create(() => new Plain()).WithDispatcher("requiring")));
        Assert.IsAssignableFrom<UnboundedPriorityMessageQueue>(QueueOf(Props.Create(() => new Plain()).WithMailbox("own"), "placed"));
    }

    [Fact(DisplayName = "One that does not meet what the actor requires, or is unknown, is refused")]
    public void Refused()
    {
        Assert.ThrowsAny<ConfigurationException>(() => Sys.ActorOf(Props.Create(() => new Stashing()).WithMailbox("bounded")));
        Assert.ThrowsAny<ConfigurationException>(() => Sys.ActorOf(Props.Create(() => new Plain()).WithMailbox("nowhere")));
        Assert.ThrowsAny<ConfigurationException>(() => Sys.ActorOf(Props.Create(() => new Plain()).WithMailbox("wrong")));
    }

    [Theory(DisplayName = "Bounded ones keep so many; what comes beyond is a dead letter after the time to push")]
    [InlineData("bounded")]
    [InlineData("bounded-deque")]
    public void Bounds(string mailbox)
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        var (begun, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        var actor = Sys.ActorOf(Props.Create(() => new Blocked(begun, gate.Task)).WithMailbox(mailbox));
        actor.Tell("first");
        Assert.True(begun.Task.Wait(Ample));
        for (var i = 1; i <= 4; i++)
            actor.Tell(i);
        var letter = ExpectMsg<DeadLetter>(Ample);
        Assert.Equal((4, actor, TestActor), (letter.Message, letter.Recipient, letter.Sender));
        gate.SetResult();
        Assert.Equal(["first", 1, 2, 3], ReceiveN(4, Ample));
    }

    [Theory(DisplayName = "Priority mailboxes hand out the lowest number first; stable ones keep equals in their order")]
    [InlineData("priority")]
    [InlineData("stable")]
    public void Priorities(string mailbox)
    {
        var (begun, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        var actor = Sys.ActorOf(Props.Create(() => new Blocked(begun, gate.Task)).WithMailbox(mailbox));
        actor.Tell("first");
        Assert.True(begun.Task.Wait(Ample));
        foreach (var message in new object[] { "late", 3, "later", 1, 2 })
            actor.Tell(message);
        gate.SetResult();
        Assert.Equal(["first", 1, 2, 3], ReceiveN(4, Ample));
        var rest = ReceiveN(2, Ample);
        Assert.Equal(new object[] { "late", "later" }, mailbox == "stable" ? rest : rest.Order());
    }

    [Theory(DisplayName = "Over many numbers, given at random, they come sorted")]
    [InlineData("priority")]
    [InlineData("stable")]
    public void Many(string mailbox)
    {
        var (begun, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        var actor = Sys.ActorOf(Props.Create(() => new Blocked(begun, gate.Task)).WithMailbox(mailbox));
        actor.Tell(-1);
        Assert.True(begun.Task.Wait(Ample));
        var numbers = Enumerable.Range(0, 500).ToArray();
        new Random(7).Shuffle(numbers);
        foreach (var number in numbers)
            actor.Tell(number);
        gate.SetResult();
        Assert.Equal(Enumerable.Range(-1, 501).Cast<object>(), ReceiveN(501, Ample));
    }

    [Theory(DisplayName = "What is unstashed comes first, also before higher priorities")]
    [InlineData("priority")]
    [InlineData("stable")]
    public void Stashes(string mailbox)
    {
        var actor = Sys.ActorOf(Props.Create(() => new StashingFirst(TestActor)).WithMailbox(mailbox));
        foreach (var message in new object[] { 5, 4, 3 })
        {
            actor.Tell(message);
            ExpectMsg("stashed " + message, Ample);
        }

        actor.Tell("open");
        Assert.Equal([5, 4, 3], ReceiveN(3, Ample).Order().Reverse());
    }

    [Fact(DisplayName = "The queues of the types do what they say by themselves")]
    public void Queues()
    {
        IMessageQueue queue = new UnboundedMessageQueue();
        Assert.False(queue.HasMessages);
        queue.Enqueue(TestActor, new Envelope(1, TestActor));
        queue.Enqueue(TestActor, new Envelope(2, TestActor));
        Assert.True(queue.HasMessages);
        Assert.Equal(2, queue.Count);
        Assert.True(queue.TryDequeue(out var first));
        Assert.Equal(1, first.Message);
        var deque = new UnboundedDequeMessageQueue();
        deque.Enqueue(TestActor, new Envelope(2, TestActor));
        deque.EnqueueFirst(new Envelope(1, TestActor));
        Assert.True(deque.TryDequeue(out first));
        Assert.Equal(1, first.Message);
        Assert.True(deque.TryDequeue(out first));
        Assert.False(deque.TryDequeue(out _));
        Assert.Throws<ArgumentException>(() => new BoundedMessageQueue(-1, TimeSpan.Zero));
    }

    private IMessageQueue QueueOf(Props props, string? name = null)
    {
        var actor = Sys.ActorOf(props, name);
        Assert.Equal(actor, actor.Ask<ActorIdentity>(new Identify(0), Ample).GetAwaiter().GetResult().Subject);
        return ((ActorCell)((ActorRefWithCell)actor).Underlying).Mailbox.MessageQueue;
    }

    public sealed class Sorted(Settings settings, Config config) : UnboundedPriorityMailbox(settings, config)
    {
        protected override int PriorityGenerator(object message) => message as int? ?? int.MaxValue;
    }

    public sealed class StableSorted(Settings settings, Config config) : UnboundedStablePriorityMailbox(settings, config)
    {
        protected override int PriorityGenerator(object message) => message as int? ?? int.MaxValue;
    }

    public sealed class OwnMailbox(Settings settings, Config config) : MailboxType(settings, config), IProducesMessageQueue<OwnQueue>
    {
        public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new OwnQueue();
    }

    public sealed class OwnQueue : UnboundedMessageQueue;

    private class Plain : UntypedActor
    {
        protected override void OnReceive(object message)
        {
        }
    }

    private sealed class Stashing : Plain, IWithUnboundedStash
    {
        public IStash Stash { get; set; } = null!;
    }

    private sealed class BoundedStashing : Plain, IWithBoundedStash
    {
        public IStash Stash { get; set; } = null!;
    }

    private sealed class Bounded : Plain, IRequiresMessageQueue<IBoundedMessageQueueSemantics>;

    private sealed class Blocked(TaskCompletionSource begun, Task gate) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            begun.TrySetResult();
            gate.Wait(Ample);
            Sender.Tell(message);
        }
    }

    private sealed class StashingFirst(IActorRef log) : UntypedActor, IWithUnboundedStash
    {
        private bool _open;

        public IStash Stash { get; set; } = null!;

        protected override void OnReceive(object message)
        {
            if (message is "open")
            {
                _open = true;
                Stash.UnstashAll();
            }
            else if (_open)
            {
                log.Tell(message);
            }
            else
            {
                Stash.Stash();
                log.Tell("stashed " + message);
            }
        }
    }
}
