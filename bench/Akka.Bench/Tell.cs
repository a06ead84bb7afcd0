namespace Akka.Bench;

using Akka.Actor;

/// <summary>Threads that tell one actor as fast as they can.</summary>
internal static class Tell
{
    public static async Task Run(ActorSystem system, int senders, int messages)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var each = messages / senders;
        var counter = system.ActorOf(Props.Create(() => new Counter(each * senders, done)));
        var message = new object();
        var threads = Enumerable.Range(0, senders).Select(_ => new Thread(() =>
        {
            for (var i = 0; i < each; i++)
            {
                counter.Tell(message, ActorRefs.NoSender);
            }
        })).ToList();
        threads.ForEach(t => t.Start());
        await done.Task;
        threads.ForEach(t => t.Join());
        await counter.GracefulStop(TimeSpan.FromSeconds(10));
    }

    private sealed class Counter(int expected, TaskCompletionSource done) : UntypedActor
    {
        private int _left = expected;

        protected override void OnReceive(object message)
        {
            if (--_left == 0)
            {
                done.SetResult();
            }
        }
    }
}
