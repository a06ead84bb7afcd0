namespace Akka.Bench;

using Akka.Actor;

/// <summary>Children of one parent: all of them made and started, or each stopped as well, with its end awaited by the parent.</summary>
internal static class Creation
{
    public static async Task Run(ActorSystem system, bool stop, int children)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var parent = system.ActorOf(Props.Create(() => new Parent(children, stop, done)));
        parent.Tell("go", ActorRefs.NoSender);
        await done.Task;
        await parent.GracefulStop(TimeSpan.FromMinutes(2));
    }

    private sealed class Parent(int children, bool stop, TaskCompletionSource done) : UntypedActor
    {
        private readonly Props _props = Props.Create<Child>();
        private int _counted;

        protected override void OnReceive(object message)
        {
            if (message is Terminated)
            {
                Count();
                return;
            }

            if (message is "started")
            {
                Count();
                return;
            }

            for (var i = 0; i < children; i++)
            {
                var child = Context.ActorOf(_props);
                if (stop)
                {
                    Context.Watch(child);
                    Context.Stop(child);
                }
                else
                {
                    child.Tell("are you there", Self);
                }
            }
        }

        private void Count()
        {
            if (++_counted == children)
            {
                done.SetResult();
            }
        }
    }

    private sealed class Child : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell("started", Self);
    }
}
