namespace Akka.Bench;

using Akka.Actor;

/// <summary>Questions to one actor that answers each with itself.</summary>
internal static class Asking
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static async Task Run(ActorSystem system, int inFlight, int questions)
    {
        var echo = system.ActorOf(Props.Create(() => new Echo()));
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < questions / inFlight; i++)
            {
                await echo.Ask<string>("question", Limit);
            }
        })));
        await echo.GracefulStop(Limit);
    }

    private sealed class Echo : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(message, Self);
    }
}
