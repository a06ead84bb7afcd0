namespace Akka.P2P.Commands.Nodes;

using System.Globalization;
using Akka.Actor;
using Akka.P2P.Commands.Text;
using Akka.P2P.Protocol;
using Petabridge.Cmd;
using Petabridge.Cmd.Host;
using static Akka.P2P.Actors.Operating.NodeCommands;

/// <summary>Answers <see cref="NodePalette"/>.</summary>
internal sealed class NodeHandlerActor : OperatorHandlerActor
{
    // Longer than any drain that makes sense; the node's own limit is what counts.
    private static readonly TimeSpan LongestDrain = TimeSpan.FromHours(1);

    // A console that took everything closes at once; one that does not answer does not keep a process alive.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly ICanTell _node;

    public NodeHandlerActor(ICanTell node)
        : base(NodePalette.Palette)
    {
        _node = node;
        Process(NodePalette.Config.Name, (command, args) => Order<Configuration>(
            _node, new GetConfiguration(args.ArgumentValues("prefix").FirstOrDefault() ?? "", args.IsGiven("all")), Usual,
            config => Responses.Of(command.WantsJson ? [NodeJson.Of(config)] : NodeText.Of(config))));
        Process(NodePalette.Metrics.Name, (command, args) =>
        {
            var prefix = args.ArgumentValues("prefix").FirstOrDefault() ?? "";
            Order<Metrics>(_node, new GetMetrics(), Usual, metrics =>
            {
                Metrics some = new([.. metrics.All.Where(m => m.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))]);
                return Responses.Of(command.WantsJson ? [NodeJson.Of(some)] : NodeText.Of(some));
            });
        });
        Process(NodePalette.Limit.Name, (command, args) =>
        {
            if (RateCommands.TryOrder(args, null, out var order, out var problem))
                Order<RateLimits>(_node, order, Usual, limits => Responses.Of(command.WantsJson ? [RateCommands.Json(limits)] : RateCommands.Text(limits)));
            else
                Sender.Tell(new ErroredCommandResponse(problem));
        });
        Process(NodePalette.Drain.Name, (command, args) =>
        {
            if (TryWithin(args, out var limit))
                Order<Drained>(_node, new Drain(limit), LongestDrain, drained => Responses.Of(command.WantsJson ? [NodeJson.Of(drained)] : NodeText.Of(drained)));
        });
        Process(NodePalette.Stop.Name, (command, args) =>
        {
            if (!TryWithin(args, out var limit))
                return;
            if (args.IsGiven("now"))
                SayGoodbye(Sender, command, null);
            else
                DrainAndStop(Sender, command, limit);
        });
        Receive<DrainEnded>(ended => HandleDrained(ended));
        Receive<Goodbye>(_ => _node.Tell(new Stop(), Self));
        Receive<Stopping>(_ => { });
    }

    private void DrainAndStop(IActorRef client, Command command, TimeSpan? limit) =>
        _node.Ask<object>(new Drain(limit), LongestDrain).PipeTo(
            Self, Self, answer => new DrainEnded(client, command, answer), e => new DrainEnded(client, command, e));

    /// <summary>A node that can't be drained is not stopped either: whoever wants that says so.</summary>
    private void HandleDrained(DrainEnded ended)
    {
        if (ended.Answer is Drained drained)
        {
            SayGoodbye(ended.Client, ended.Command, drained);
            return;
        }

        ended.Client.Tell(Refusals.Of(ended.Answer) ?? new ErroredCommandResponse(
            $"It could not be drained, so it is not stopped either: {(ended.Answer as Exception)?.GetBaseException().Message ?? ended.Answer.ToString()} With --now it stops all the same."));
    }

    /// <summary>The process goes when the console has its answer: what is on its way when it ends is lost.</summary>
    private void SayGoodbye(IActorRef client, Command command, Drained? drained)
    {
        client.Tell(new CommandResponse(command.WantsJson ? NodeJson.Stopping(drained) : NodeText.Stopping(drained), final: false));
        client.Ask<Taken>(WhenTaken.Instance, Farewell).PipeTo(Self, Self, _ => LastWord(client), _ => LastWord(client));
    }

    private static Goodbye LastWord(IActorRef client)
    {
        client.Tell(CommandResponse.Empty);
        return Goodbye.Instance;
    }

    private bool TryWithin(CommandArguments args, out TimeSpan? limit)
    {
        limit = null;
        if (args.ArgumentValues("within").FirstOrDefault() is not { } text)
            return true;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && seconds >= 0 && seconds < LongestDrain.TotalSeconds)
        {
            limit = TimeSpan.FromSeconds(seconds);
            return true;
        }

        Sender.Tell(new ErroredCommandResponse($"--within takes seconds, less than {Human.Span(LongestDrain)}, not '{text}'."));
        return false;
    }

    private sealed record DrainEnded(IActorRef Client, Command Command, object Answer) : ILocalMessage;

    private sealed class Goodbye : ILocalMessage
    {
        public static Goodbye Instance { get; } = new();
    }
}
