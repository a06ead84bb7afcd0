namespace Akka.Remote.Bench;

using System.Diagnostics;
using Akka.Actor;
using Akka.Serialization;

public sealed record Slab(byte[] Bytes);

/// <summary>As a <see cref="Slab"/>, through Hyperion.</summary>
public sealed record Hyper(byte[] Bytes);

public sealed class SlabSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => 1001;

    public override string Manifest(object o) => "slab";

    public override byte[] ToBinary(object obj)
    {
        var bytes = ((Slab)obj).Bytes;
        var written = GC.AllocateUninitializedArray<byte>(bytes.Length);
        bytes.CopyTo(written, 0);
        return written;
    }

    public override object FromBinary(byte[] bytes, string manifest) => new Slab(bytes);
}

public sealed class Echo : UntypedActor
{
    protected override void OnReceive(object message) => Sender.Tell(message, Self);
}

/// <summary>Acknowledges every message.</summary>
public sealed class Sink : UntypedActor
{
    protected override void OnReceive(object message) => Sender.Tell("ok", Self);
}

public sealed class PingPong(IActorRef echo, int inFlight, TaskCompletionSource<long> done, TimeSpan time) : UntypedActor
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private long _count;

    public static async Task<double> MeasureAsync(ActorSystem system, IActorRef echo, int clients, int inFlight, double seconds)
    {
        var watch = Stopwatch.StartNew();
        var runs = Enumerable.Range(0, clients).Select(_ =>
        {
            var done = new TaskCompletionSource<long>();
            system.ActorOf(Props.Create(() => new PingPong(echo, inFlight, done, TimeSpan.FromSeconds(seconds))));
            return done.Task;
        });
        // A round trip is two messages, as RemotePingPong counts them.
        return 2 * (await Task.WhenAll(runs)).Sum() / watch.Elapsed.TotalSeconds;
    }

    protected override void PreStart()
    {
        for (var i = 0; i < inFlight; i++)
        {
            echo.Tell("hit", Self);
        }
    }

    protected override void OnReceive(object message)
    {
        _count++;
        if ((_count & 63) == 0 && _watch.Elapsed > time)
        {
            done.TrySetResult(_count);
            Context.Stop(Self);
            return;
        }

        echo.Tell("hit", Self);
    }
}

public sealed class Uploader(IActorRef sink, object slab, int window, TaskCompletionSource<long> done, TimeSpan time) : UntypedActor
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private long _acknowledged;
    private int _outstanding;

    public static async Task<(double Rate, long Bytes)> MeasureAsync(ActorSystem system, IActorRef sink, object message, int size, int window, double seconds)
    {
        var done = new TaskCompletionSource<long>();
        var watch = Stopwatch.StartNew();
        system.ActorOf(Props.Create(() => new Uploader(sink, message, window, done, TimeSpan.FromSeconds(seconds))));
        var bytes = await done.Task * size;
        return (bytes / watch.Elapsed.TotalSeconds, bytes);
    }

    protected override void PreStart()
    {
        for (; _outstanding < window; _outstanding++)
        {
            sink.Tell(slab, Self);
        }
    }

    protected override void OnReceive(object message)
    {
        _acknowledged++;
        if (_watch.Elapsed > time)
        {
            if (--_outstanding == 0)
            {
                done.TrySetResult(_acknowledged);
                Context.Stop(Self);
            }

            return;
        }

        sink.Tell(slab, Self);
    }
}
