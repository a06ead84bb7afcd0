namespace Akka.Bench;

using Akka.Actor;

/// <summary>Pairs of actors with one message on its way in each.</summary>
internal static class PingPong
{
    public static async Task Run(ActorSystem system, int pairs, int messages)
    {
        var ends = Enumerable.Range(0, pairs).Select(_ =>
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var ponger = system.ActorOf(Props.Create(() => new Ponger()));
            var pinger = system.ActorOf(Props.Create(() => new Pinger(ponger, messages / pairs / 2, done)));
            return (pinger, ponger, done.Task);
        }).ToList();
        ends.ForEach(e => e.pinger.Tell("ball", e.ponger));
        await Task.WhenAll(ends.Select(e => e.Task));
        await Task.WhenAll(ends.SelectMany(e => new[] { e.pinger, e.ponger }).Select(a => a.GracefulStop(TimeSpan.FromSeconds(10))));
    }

    private sealed class Pinger(IActorRef ponger, int rounds, TaskCompletionSource done) : UntypedActor
    {
        private int _left = rounds;

        protected override void OnReceive(object message)
        {
            if (--_left < 0)
            {
                done.SetResult();
            }
            else
            {
                ponger.Tell(message, Self);
            }
        }
    }

    private sealed class Ponger : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(message, Self);
    }
}
