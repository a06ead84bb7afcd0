namespace Akka.Tests.Support;

using System.Threading.Channels;
using Akka.Actor;

/// <summary>An actor that keeps what it is sent until the test asks for it.</summary>
public sealed class Probe
{
    /// <summary>How long a test waits for something that must come. It only matters when a test fails.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Channel<(object Message, IActorRef Sender)> _received = Channel.CreateUnbounded<(object, IActorRef)>();

    public Probe(IActorRefFactory factory) => Ref = factory.ActorOf(Props.Create(() => new Keeper(_received.Writer)));

    public IActorRef Ref { get; }

    /// <summary>The sender of the message that was taken last.</summary>
    public IActorRef LastSender { get; private set; } = ActorRefs.Nobody;

    /// <summary>The next message, which must be of that type.</summary>
    public async Task<T> Next<T>()
    {
        using var patience = new CancellationTokenSource(Patience);
        var (message, sender) = await _received.Reader.ReadAsync(patience.Token);
        LastSender = sender;
        return Assert.IsAssignableFrom<T>(message);
    }

    /// <summary>The next message must be this one.</summary>
    public async Task Expect<T>(T message) => Assert.Equal(message, await Next<T>());

    /// <summary>
    /// Everything that was sent so far has arrived, and there is nothing left to take: a mark sent now is the very next message.
    /// </summary>
    public async Task ExpectNothingBefore(object mark)
    {
        Ref.Tell(mark, ActorRefs.NoSender);
        Assert.Same(mark, await Next<object>());
    }

    private sealed class Keeper(ChannelWriter<(object Message, IActorRef Sender)> kept) : UntypedActor
    {
        protected override void OnReceive(object message) => kept.TryWrite((message, Sender));
    }
}
