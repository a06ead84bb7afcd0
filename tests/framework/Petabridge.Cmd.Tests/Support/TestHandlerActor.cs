namespace Petabridge.Cmd.Tests.Support;

using System.Globalization;
using Akka.Actor;
using Petabridge.Cmd.Host;

internal sealed class TestHandlerActor : CommandHandlerActor
{
    private const int PageLength = 1000;

    public TestHandlerActor(IActorRef probe)
        : base(TestCommands.Commands)
    {
        Process(TestCommands.Echo.Name, (_, arguments) =>
        {
            foreach (var message in arguments.ArgumentValues("message"))
                Sender.Tell(new CommandResponse(arguments.IsGiven("upper") ? message.ToUpperInvariant() : message, final: false));
            Sender.Tell(CommandResponse.Empty);
        });
        Process(TestCommands.Count.Name, (_, arguments) =>
        {
            var pad = new string('.', Number(arguments, "pad"));
            var to = Number(arguments, "to");
            for (var i = 1; i <= to; i++)
                Sender.Tell(new CommandResponse(i.ToString(CultureInfo.InvariantCulture) + pad, final: i == to));
        });
        Process(TestCommands.Page.Name, (_, arguments) => Self.Tell(new Counting(1, Number(arguments, "to"), Sender)));
        Receive<Counting>(counting =>
        {
            var next = Math.Min(counting.Next + PageLength, counting.To + 1);
            for (var i = counting.Next; i < next; i++)
                counting.Client.Tell(new CommandResponse(i.ToString(CultureInfo.InvariantCulture), final: i == counting.To));
            if (next <= counting.To)
                counting.Client.Ask<Taken>(WhenTaken.Instance, Timeout.InfiniteTimeSpan).PipeTo(Self, success: _ => counting with { Next = next });
        });
        ProcessAsync(TestCommands.Throw.Name, async (_, arguments) =>
        {
            if (arguments.IsGiven("async"))
                await Task.Yield();
            throw new InvalidOperationException("I was told to");
        });
        Process(TestCommands.Error.Name, _ => Task.FromException(new InvalidOperationException("piped")).PipeTo(Sender));
        Process(TestCommands.Hang.Name, command => probe.Tell(command.Name, Sender));
        Process(TestCommands.Late.Name, command => probe.Tell(command.Name, Sender));
        Process(TestCommands.Stop.Name, _ => Context.Stop(Self));
        Receive<CommandCancelled>(cancelled => probe.Tell(cancelled, Sender));
    }

    private static int Number(CommandArguments arguments, string name) => int.Parse(arguments.ArgumentValues(name).Single(), CultureInfo.InvariantCulture);

    private sealed record Counting(int Next, int To, IActorRef Client);
}
